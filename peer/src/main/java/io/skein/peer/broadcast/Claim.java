package io.skein.peer.broadcast;

import io.skein.peer.mesh.Frame.Graft;
import io.skein.peer.mesh.Frame.Pull;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. What one neighbour says it has of one lane, beyond what is proved.
 */
final class Claim {
  private static final long SILENT_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long SLOW_NANOS = Duration.ofSeconds(30).toNanos();

  /** For so long others may yet show that it was right. */
  private static final long JUDGED_NANOS = Duration.ofMinutes(1).toNanos();

  private final Teller teller;
  private State state = State.WAITING;
  private long oldest = Long.MAX_VALUE;
  private long last;
  private boolean graft;
  private long dueNanos;
  private @Nullable SequenceRange asked;
  private long progressNanos;
  private long unfoundedLast;
  private long unfoundedNanos;

  private enum State {
    /** To be asked for. */
    WAITING,
    /** Asked for. */
    ASKED,
    /** Asked for in vain. */
    FAILED
  }

  Claim(Teller teller) {
    this.teller = teller;
  }

  Teller teller() {
    return teller;
  }

  /** The neighbour says so, again or more. */
  void told(SequenceRange range, boolean withGraft, long due) {
    if (state != State.ASKED) {
      dueNanos = state == State.WAITING && last > 0 ? Math.min(dueNanos, due) : due;
      state = State.WAITING;
    } else {
      dueNanos = due;
    }
    oldest = Math.min(oldest, range.first());
    last = Math.max(last, range.last());
    graft |= withGraft;
  }

  /** Whether nothing of it is above what is proved. */
  boolean isProved(long end) {
    return last < end;
  }

  boolean isAsked() {
    return state == State.ASKED;
  }

  boolean mayBeAsked(long nowNanos) {
    return state == State.WAITING
        && nowNanos - dueNanos >= 0
        && teller.mayBeAsked()
        && !teller.isUnheard(nowNanos);
  }

  /** Whether it is of no use: not asked for yet, of one that is not heard now. */
  boolean isIdle(long nowNanos) {
    return state == State.WAITING && unfoundedLast == 0 && teller.isUnheard(nowNanos);
  }

  SequenceRange ask(OriginLane source, long end, long nowNanos) {
    var range = new SequenceRange(source, Math.max(end, Math.min(oldest, last)), last);
    asked = range;
    state = State.ASKED;
    progressNanos = nowNanos;
    teller.asked(1);
    teller.link().sendControl(graft ? new Graft(range) : new Pull(range));
    return range;
  }

  /** What the neighbour was asked for; null if it is not, now. */
  @Nullable SequenceRange asked() {
    return isAsked() ? asked : null;
  }

  boolean isGraft() {
    return graft;
  }

  /** A part of it came. */
  void progress(long nowNanos) {
    progressNanos = nowNanos;
    teller.kept();
  }

  /** This peer stood still: the neighbour is not to blame for the time that passed. */
  void restart(long nowNanos) {
    progressNanos = nowNanos;
  }

  /** Whether the asked neighbour has brought nothing for too long, of this or anything else. */
  boolean isSilent(long nowNanos) {
    return Math.min(nowNanos - progressNanos, nowNanos - teller.progressNanos()) >= SILENT_NANOS;
  }

  /**
   * Whether the asked neighbour brings other things for so long that another one had better be
   * asked. It answers one pull after the other: to ask it again would only lengthen the queue.
   */
  boolean isSlow(long nowNanos) {
    return nowNanos - progressNanos >= SLOW_NANOS;
  }

  /** All that was asked for has come, or was shown to exist by others. */
  void answered() {
    teller.asked(-1);
    state = State.WAITING;
  }

  /** The neighbour did not bring it. */
  void failed(long nowNanos) {
    teller.asked(-1);
    state = State.FAILED;
    if (unfoundedLast == 0) {
      unfoundedLast = last;
      unfoundedNanos = nowNanos;
    }
    teller.broke(nowNanos);
  }

  /** Somebody may have shown that it was right. */
  void proved(long end) {
    if (unfoundedLast < end) {
      unfoundedLast = 0;
    }
  }

  /** Whether nobody has shown it to be right for long enough. */
  boolean isUnfounded(long nowNanos) {
    return unfoundedLast > 0 && nowNanos - unfoundedNanos >= JUDGED_NANOS;
  }
}
