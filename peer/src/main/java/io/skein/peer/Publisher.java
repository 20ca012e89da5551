package io.skein.peer;

import io.skein.peer.embedded.Outlet;
import io.skein.peer.embedded.Outlet.ReceiptWish;
import io.skein.peer.embedded.Outlet.Taken;
import io.skein.peer.embedded.ReceiptListener;
import io.skein.peer.model.MessageCodec;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Publishes messages of one type and lane. What one thread publishes with it arrives
 * everywhere in that order. Make one for each type and keep it; it needs no closing.
 *
 * <p>A payload is copied before a method returns. At most 1 MiB of all publishers of a peer
 * together waits for the peer's thread. The peer takes it as fast as its links and its subscribers
 * allow: beyond that, publishing waits, and nobody else does. While the peer is not ready yet, what
 * is published waits too.
 */
public final class Publisher {
  private static final byte[] NO_HEADERS = {};

  private final Outlet outlet;
  private final LongFunction<MessageId> ids;

  /**
   * A publisher.
   *
   * @param ids makes an id of a sequence
   */
  Publisher(Outlet outlet, LongFunction<MessageId> ids) {
    this.outlet = outlet;
    this.ids = ids;
  }

  /**
   * Publishes a message; waits while the peer is over its mark.
   *
   * @param payload at most 1 MiB
   * @throws InterruptedException if the thread is interrupted while it waits; nothing was published
   * @throws IllegalArgumentException if the payload is too large
   * @throws IllegalStateException if it would have to wait on the thread of the peer
   * @throws PeerException if the peer is shutting down
   */
  public void publish(byte[] payload) throws InterruptedException {
    check(outlet.add(payload, 0, payload.length, NO_HEADERS, null));
  }

  /** As {@link #publish(byte[])}, a part of an array. */
  public void publish(byte[] bytes, int offset, int length) throws InterruptedException {
    check(outlet.add(bytes, offset, length, NO_HEADERS, null));
  }

  /**
   * As {@link #publish(byte[])}, with headers.
   *
   * @param headers at most 32, at most 4 KiB of names and values together
   */
  public void publish(byte[] payload, Map<String, String> headers) throws InterruptedException {
    check(outlet.add(payload, 0, payload.length, MessageCodec.headers(headers), null));
  }

  /**
   * As {@link #publish(byte[], Map)}, and tells how far the message came. Costs far more than a
   * message without: for many, ask with {@link #receipt} from time to time.
   *
   * @param headers none: an empty map
   * @return its id once it has the receipt; {@link PeerException} if it cannot get it any more.
   *     Completed on a virtual thread. Cancelling it does not take the message back.
   */
  public CompletableFuture<MessageId> publish(
      byte[] payload, Map<String, String> headers, Receipt receipt) throws InterruptedException {
    CompletableFuture<MessageId> id = new CompletableFuture<>();
    byte[] encoded = MessageCodec.headers(headers);
    check(outlet.add(payload, 0, payload.length, encoded, wish(receipt, id, ids)));
    return id;
  }

  /**
   * Publishes a message unless the peer is over its mark; never waits.
   *
   * @return false if it is, and nothing was published
   * @throws IllegalArgumentException if the payload is too large
   * @throws PeerException if the peer is shutting down
   */
  public boolean tryPublish(byte[] payload) {
    return check(outlet.tryAdd(payload, 0, payload.length, NO_HEADERS, null));
  }

  /** As {@link #tryPublish(byte[])}, with headers. */
  public boolean tryPublish(byte[] payload, Map<String, String> headers) {
    return check(outlet.tryAdd(payload, 0, payload.length, MessageCodec.headers(headers), null));
  }

  /**
   * Tells when everything that was published with this publisher so far has a receipt.
   *
   * @return completed on a virtual thread; with a {@link PeerException} if a message cannot get the
   *     receipt any more
   */
  public CompletableFuture<Void> receipt(Receipt receipt) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    outlet.whenAll(wish(receipt, done, sequence -> null));
    return done;
  }

  private static boolean check(Taken taken) {
    return switch (taken) {
      case YES -> true;
      case FULL -> false;
      case CLOSED -> throw PeerException.closed();
    };
  }

  private static <T extends @Nullable Object> ReceiptWish wish(
      Receipt receipt, CompletableFuture<T> future, LongFunction<T> result) {
    return new ReceiptWish(receipt == Receipt.RELAYED, new Completion<>(future, result));
  }

  /**
   * Completes a future, whose stages are foreign code, away from the owner thread.
   *
   * @param result makes the value of a sequence
   */
  private record Completion<T extends @Nullable Object>(
      CompletableFuture<T> future, LongFunction<T> result) implements ReceiptListener {
    @Override
    public void reached(long sequence) {
      Thread.startVirtualThread(() -> future.complete(result.apply(sequence)));
    }

    @Override
    public void expired(long sequence) {
      fail(PeerException.expired(sequence));
    }

    @Override
    public void abandoned() {
      fail(PeerException.closed());
    }

    private void fail(PeerException failure) {
      Thread.startVirtualThread(() -> future.completeExceptionally(failure));
    }
  }
}
