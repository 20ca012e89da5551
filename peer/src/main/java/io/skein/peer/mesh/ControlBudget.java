package io.skein.peer.mesh;

import io.skein.peer.membership.ViewMessage;
import io.skein.peer.mesh.Frame.Cargo;
import io.skein.peer.runtime.TokenBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. How many control frames of one neighbour are read. Batches are
 * bounded elsewhere: each is of use once, and a rate for each origin bounds the rest.
 *
 * <p>What costs more than to read it has a smaller budget of its own: digests, which are answered
 * by hundreds of records, walks, which go on to others, and reports of traces. A busy neighbour may
 * reach these; what is beyond is not read, and that is all. The budget for everything is out of
 * reach of honest neighbours; each second in which it is used up is an offence.
 */
final class ControlBudget {
  private static final int FRAMES_AT_ONCE = 10;
  private static final int BYTES_AT_ONCE = 4;

  /** A message that brings an acknowledgement alone is not free either. */
  private static final int MESSAGE_BYTES = 48;

  private static final double DIGESTS = 1;
  private static final double DIGESTS_AT_ONCE = 20;
  private static final double WALKS = 20;
  private static final double WALKS_AT_ONCE = 400;
  private static final double REPORTS = 1_000;
  private static final double REPORTS_AT_ONCE = 10_000;
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final TokenBucket frames;
  private final TokenBucket bytes;
  private final TokenBucket digests;
  private final TokenBucket walks;
  private final TokenBucket reports;
  private final Excess excess;
  private long blamedAtNanos;
  private boolean blamed;

  /** What comes of too many frames. */
  interface Excess {
    /** So many frames were not read. */
    void dropped(int count);

    /** The neighbour floods; at most once a second. */
    void flood();
  }

  ControlBudget(ConductConfig config, Excess excess, long nowNanos) {
    int frameRate = config.controlFrames();
    long byteRate = config.controlBytes();
    frames = new TokenBucket(frameRate, (double) frameRate * FRAMES_AT_ONCE, nowNanos);
    bytes = new TokenBucket(byteRate, (double) byteRate * BYTES_AT_ONCE, nowNanos);
    digests = new TokenBucket(DIGESTS, DIGESTS_AT_ONCE, nowNanos);
    walks = new TokenBucket(WALKS, WALKS_AT_ONCE, nowNanos);
    reports = new TokenBucket(REPORTS, REPORTS_AT_ONCE, nowNanos);
    this.excess = excess;
  }

  /**
   * The frames of a message that are to be read: all of them, but in a flood.
   *
   * @param size bytes of the message
   */
  List<Frame> admitted(List<Frame> message, int size, long nowNanos) {
    long control = size + (long) MESSAGE_BYTES;
    boolean isPlain = true;
    for (Frame frame : message) {
      if (frame instanceof Cargo cargo) {
        control -= cargo.size();
      } else {
        isPlain = false;
      }
    }
    boolean hasBytes = bytes.takeOnCredit((double) Math.max(0, control), nowNanos);
    if (isPlain && hasBytes) {
      return message;
    }
    return read(message, hasBytes, nowNanos);
  }

  private List<Frame> read(List<Frame> message, boolean hasBytes, long nowNanos) {
    List<Frame> read = new ArrayList<>(message.size());
    boolean flood = !hasBytes;
    for (Frame frame : message) {
      boolean free = isFree(frame);
      TokenBucket own = free ? null : budgetOf(frame);
      boolean has = free || hasBytes && (own == null ? frames : own).take(1, nowNanos);
      flood |= !has && own == null;
      if (has) {
        read.add(frame);
      }
    }
    if (read.size() < message.size()) {
      excess.dropped(message.size() - read.size());
    }
    if (flood) {
      blame(nowNanos);
    }
    return read;
  }

  private void blame(long nowNanos) {
    if (!blamed || nowNanos - blamedAtNanos >= SECOND_NANOS) {
      blamed = true;
      blamedAtNanos = nowNanos;
      excess.flood();
    }
  }

  /** What is sent once, or ends the link, or would leave it hanging if it were not read. */
  private static boolean isFree(Frame frame) {
    return frame instanceof Cargo || frame instanceof Frame.Hello || frame instanceof Frame.Goodbye;
  }

  private @Nullable TokenBucket budgetOf(Frame frame) {
    if (frame instanceof Frame.Membership(ViewMessage said)) {
      boolean walk = said instanceof ViewMessage.JoinWalk || said instanceof ViewMessage.Shuffle;
      return walk ? walks : said instanceof ViewMessage.DirectoryDigest ? digests : null;
    }
    return frame instanceof Frame.TraceReport ? reports : null;
  }
}
