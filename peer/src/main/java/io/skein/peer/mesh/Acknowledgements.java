package io.skein.peer.mesh;

import io.skein.peer.mesh.Frame.Cargo;
import io.skein.peer.mesh.Frame.ChunkSkip;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.OriginLane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Confined to the owner thread. What each side of a link told the other to have taken over, in
 * bytes. An acknowledgement travels with whatever is sent next; alone only if nothing was for half
 * a round trip (on a fast link: for 2 ms since the last one), or if much was received.
 */
final class Acknowledgements {
  static final long NEVER = Long.MAX_VALUE;

  /** An acknowledgement of so many bytes does not wait for company. */
  private static final long MUCH_BYTES = 32 << 10;

  private static final long MOST_DELAY_NANOS = Duration.ofMillis(100).toNanos();

  /** On a faster link nothing is gained by waiting, but for the messages that it saves. */
  private static final long NEAR_NANOS = Duration.ofMillis(1).toNanos();

  /** So long after the last acknowledgement the next one goes alone at once. */
  private static final long PACE_NANOS = Duration.ofMillis(2).toNanos();

  /** An own batch that was sent: acknowledged once the other has taken over so many bytes. */
  private record Sent(long endOffset, BatchHeader header) {}

  private final SendWindow window = new SendWindow();
  private final ArrayDeque<Sent> own = new ArrayDeque<>();
  private final Consumer<BatchHeader> acknowledgedOwn;
  private long sentBytes;
  private long receivedBytes;
  private long toldBytes;
  private long toldNanos = Long.MIN_VALUE;
  private long dueNanos = NEVER;

  /**
   * Nothing sent or received yet.
   *
   * @param acknowledgedOwn told when the other has a batch of this peer's own
   */
  Acknowledgements(Consumer<BatchHeader> acknowledgedOwn) {
    this.acknowledgedOwn = acknowledgedOwn;
  }

  void received(int bytes) {
    receivedBytes += bytes;
  }

  /**
   * A batch was received, which is to be acknowledged. Returns when the link is to write for that,
   * {@link #NEVER} if it is to anyway.
   */
  long batchReceived(long rttNanos, long nowNanos) {
    long before = dueNanos;
    boolean much = receivedBytes - toldBytes >= MUCH_BYTES;
    long delay = much ? 0 : delay(rttNanos, nowNanos);
    dueNanos = Math.min(dueNanos, nowNanos + delay);
    return dueNanos < before || dueNanos <= nowNanos ? dueNanos : NEVER;
  }

  private long delay(long rttNanos, long nowNanos) {
    if (rttNanos >= NEAR_NANOS) {
      return Math.min(rttNanos / 2, MOST_DELAY_NANOS);
    }
    return toldNanos == Long.MIN_VALUE ? 0 : Math.max(0, toldNanos + PACE_NANOS - nowNanos);
  }

  /** Whether the time has come to acknowledge, even alone; a link may be woken a little early. */
  boolean isDue(long nowNanos) {
    return dueNanos != NEVER && dueNanos <= nowNanos + Deadlines.SLACK_NANOS;
  }

  /** Says how much was received, for telling the other. */
  long tell(long nowNanos) {
    toldBytes = receivedBytes;
    toldNanos = nowNanos;
    dueNanos = NEVER;
    return receivedBytes;
  }

  void sent(int bytes, long nowNanos) {
    sentBytes += bytes;
    window.sent(sentBytes, nowNanos);
  }

  /** The message that was just sent had these frames, of which some may complete own batches. */
  void sentOwn(List<Frame> frames, Predicate<OriginLane> isOwn) {
    for (Frame frame : frames) {
      BatchHeader header = frame instanceof Cargo cargo ? cargo.completes() : null;
      if (header != null && isOwn.test(header.source())) {
        own.add(new Sent(sentBytes, header));
      }
    }
  }

  /**
   * The other did not take a batch, or takes it over another link: that one will acknowledge it.
   */
  void skip(ChunkSkip skip) {
    own.removeIf(sent -> skip.endsAll(sent.header()));
  }

  /** The other has taken over so much. Returns whether that made room where there was none. */
  boolean acknowledged(long bytes, long rttNanos, long nowNanos) {
    while (!own.isEmpty() && own.peek().endOffset() <= bytes) {
      acknowledgedOwn.accept(own.remove().header());
    }
    return window.acknowledged(bytes, rttNanos, nowNanos);
  }

  /** Whether so much is under way that no more batches may be sent now. */
  boolean isFull() {
    return window.isFull();
  }

  long inFlight() {
    return window.inFlight();
  }

  /** Whether all own batches that were sent have been acknowledged. */
  boolean hasAllOwn() {
    return own.isEmpty();
  }

  long receivedBytes() {
    return receivedBytes;
  }

  long sentBytes() {
    return sentBytes;
  }
}
