package io.skein.peer.embedded;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.skein.peer.broadcast.Publisher;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageCodec;
import io.skein.peer.model.MessageType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Takes messages of one type and lane from any thread, in wire form behind each other,
 * and hands them to the owner thread: one task for all that came while it was busy, and no object
 * for a message. What waits is bounded in bytes; the peer takes it while it admits more.
 */
public final class Outlet implements Publisher {
  /** What became of a message. */
  public enum Taken {
    /** It is on its way. */
    YES,
    /** The peer is over its mark. */
    FULL,
    /** The peer takes no more. */
    CLOSED
  }

  private static final int LEAST_CHUNK = 256;
  private static final int MOST_CHUNK = 16 << 10;

  /** Bytes handed over before the peer is asked again whether it admits more. */
  private static final int TURN_BYTES = 128 << 10;

  private final Outlets shared;
  private final String app;
  private final Lane lane;
  private final MessageType type;
  private final Runnable handOver = this::handOver;
  private final Runnable handOverWhenAdmitted;
  private final PendingReceipts receipts = new PendingReceipts();

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();

  @GuardedBy("lock")
  private @Nullable Chunk filling;

  @GuardedBy("lock")
  private int chunkSize = LEAST_CHUNK;

  @GuardedBy("lock")
  private long added;

  @GuardedBy("lock")
  private boolean scheduled;

  /**
   * An outlet.
   *
   * @param app name of the app, for subscriptions that leave out their own
   */
  public Outlet(Outlets shared, String app, Lane lane, MessageType type) {
    this.shared = shared;
    this.app = app;
    this.lane = lane;
    this.type = type;
    this.handOverWhenAdmitted = () -> shared.whenAdmitted(handOver);
  }

  /** Which receipt somebody waits for. */
  public record ReceiptWish(boolean relayed, ReceiptListener listener) {
    Waiter of(long from, long to) {
      return new Waiter(from, to, relayed, listener);
    }
  }

  /**
   * Takes a message unless the peer is over its mark.
   *
   * @param payload not to be changed until this returns
   * @param headers as {@link MessageCodec#headers} makes them
   */
  public Taken tryAdd(
      byte[] payload, int offset, int length, byte[] headers, @Nullable ReceiptWish wish) {
    check(payload, offset, length);
    int needed = add(payload, offset, length, headers, wish, null);
    while (needed > 0) {
      if (!shared.budget.tryTake(needed)) {
        return Taken.FULL;
      }
      needed = add(payload, offset, length, headers, wish, new Chunk(needed));
    }
    return needed == 0 ? Taken.YES : Taken.CLOSED;
  }

  /**
   * Takes a message as {@link #tryAdd} does, but waits while the peer is over its mark.
   *
   * @throws IllegalStateException if it would have to wait on the owner thread
   */
  public Taken add(
      byte[] payload, int offset, int length, byte[] headers, @Nullable ReceiptWish wish)
      throws InterruptedException {
    check(payload, offset, length);
    int needed = add(payload, offset, length, headers, wish, null);
    while (needed > 0) {
      if (!shared.budget.tryTake(needed)) {
        shared.checkMayWait();
        shared.budget.take(needed);
      }
      needed = add(payload, offset, length, headers, wish, new Chunk(needed));
    }
    return needed == 0 ? Taken.YES : Taken.CLOSED;
  }

  private void check(byte[] payload, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, payload.length);
    if (length > shared.maxPayload) {
      throw new IllegalArgumentException(
          "message has %d bytes, the limit is %d: send less, or set maxMessage of the peer higher"
              .formatted(length, shared.maxPayload));
    }
  }

  /** Takes it, and returns 0; or returns how large a chunk must be brought, or -1 at the end. */
  private int add(
      byte[] payload,
      int offset,
      int length,
      byte[] headers,
      @Nullable ReceiptWish wish,
      @Nullable Chunk brought) {
    int size = MessageCodec.fieldSize(length, headers.length);
    Waiter waiter = null;
    boolean first;
    lock.lock();
    try {
      Chunk chunk = shared.isClosed() ? null : chunkFor(size, brought);
      if (chunk == null) {
        return refuse(size, brought);
      }
      chunk.add(payload, offset, length, headers);
      added++;
      if (wish != null) {
        waiter = wish.of(added, added);
        chunk.add(waiter);
      }
      first = begin();
    } finally {
      lock.unlock();
    }
    if (first) {
      shared.loop.execute(handOverWhenAdmitted);
    }
    if (waiter != null && shared.isEnded()) {
      waiter.abandoned();
    }
    return 0;
  }

  @GuardedBy("lock")
  private int refuse(int size, @Nullable Chunk brought) {
    if (shared.isClosed()) {
      giveBack(brought);
      return -1;
    }
    return Math.max(size, chunkSize);
  }

  private void giveBack(@Nullable Chunk unused) {
    if (unused != null) {
      shared.budget.giveBack(shared.budget.costOf(unused.size()));
    }
  }

  @GuardedBy("lock")
  private @Nullable Chunk chunkFor(int size, @Nullable Chunk brought) {
    Chunk chunk = filling;
    if (chunk != null && chunk.hasRoom(size)) {
      // Another thread that brought one was faster.
      giveBack(brought);
      return chunk;
    }
    if (brought != null) {
      if (chunk != null) {
        chunks.add(chunk);
      }
      filling = brought;
    } else if (chunk != null) {
      chunkSize = Math.min(MOST_CHUNK, Math.max(chunkSize, chunk.size()) * 2);
    }
    return brought;
  }

  /** Whether the owner thread has to be called. */
  @GuardedBy("lock")
  private boolean begin() {
    boolean first = !scheduled;
    if (first) {
      scheduled = true;
      shared.isBusy(this);
    }
    return first;
  }

  /** Tells when everything that was added so far has a receipt. */
  public void whenAll(ReceiptWish wish) {
    Waiter waiter;
    boolean alone;
    lock.lock();
    try {
      waiter = wish.of(0, added);
      alone = filling == null;
      if (filling != null) {
        filling.add(waiter);
      }
    } finally {
      lock.unlock();
    }
    if (alone) {
      shared.loop.execute(() -> await(waiter));
    }
    if (shared.isEnded()) {
      waiter.abandoned();
    }
  }

  private void await(Waiter waiter) {
    if (shared.isEnded()) {
      waiter.abandoned();
    } else {
      shared.isBusy(this);
      receipts.add(waiter);
      rest();
    }
  }

  private void handOver() {
    int bytes = 0;
    int cost = 0;
    for (Chunk chunk : take()) {
      bytes += chunk.used();
      cost += shared.budget.costOf(chunk.size());
      chunk.waiters().forEach(receipts::add);
      shared.broadcast.publish(this, lane, type, chunk.run(), chunk.count());
    }
    shared.budget.giveBack(cost);
    if (bytes >= TURN_BYTES) {
      shared.loop.execute(handOverWhenAdmitted);
    }
  }

  /**
   * What was filled, oldest first, up to a turn; if it is less, the next one to add calls again.
   */
  private List<Chunk> take() {
    List<Chunk> taken = new ArrayList<>();
    lock.lock();
    try {
      for (int bytes = 0; bytes < TURN_BYTES; bytes += taken.getLast().used()) {
        Chunk next = chunks.isEmpty() ? takeFilling() : chunks.remove();
        if (next == null) {
          scheduled = false;
          break;
        }
        taken.add(next);
      }
    } finally {
      lock.unlock();
    }
    return taken;
  }

  @GuardedBy("lock")
  private @Nullable Chunk takeFilling() {
    Chunk last = filling;
    filling = null;
    if (last != null) {
      chunkSize = Math.clamp(last.used() * 2L, LEAST_CHUNK, MOST_CHUNK);
    }
    return last;
  }

  /** Hands over everything, whether the peer admits it or not; nothing is added any more. */
  void handOverAll() {
    while (!isHandedOver()) {
      handOver();
    }
  }

  boolean isHandedOver() {
    lock.lock();
    try {
      return !scheduled;
    } finally {
      lock.unlock();
    }
  }

  /** No receipt comes any more. */
  void abandon() {
    while (!isHandedOver()) {
      take().forEach(chunk -> chunk.waiters().forEach(Waiter::abandoned));
    }
    receipts.abandon();
  }

  private void rest() {
    lock.lock();
    try {
      if (!scheduled && receipts.isEmpty()) {
        shared.isIdle(this);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String app() {
    return app;
  }

  @Override
  public void accepted(BatchHeader batch, long first, int count) {
    receipts.accepted(batch, first, count);
    rest();
  }

  @Override
  public void relayed(BatchHeader batch, long first, int count) {
    receipts.relayed(batch);
    rest();
  }

  @Override
  public void expired(BatchHeader batch, long first, int count) {
    receipts.expired(batch, first);
    rest();
  }
}
