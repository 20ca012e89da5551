package io.skein.peer.broadcast;

import io.skein.peer.mesh.Link;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.SequenceRange;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. What neighbours say exists of one lane, beyond what is proved. One
 * of them is asked at a time, for what it said itself: first those whose word held so far.
 */
final class LaneRumours {
  private final OriginLane source;
  private final BiConsumer<Link, PeerId> grafting;
  private final Map<Teller, Claim> claims = new LinkedHashMap<>();
  private @Nullable Claim asked;

  /**
   * No rumours of a lane.
   *
   * @param grafting told before a neighbour is asked for the origin's batches from now on
   */
  LaneRumours(OriginLane source, BiConsumer<Link, PeerId> grafting) {
    this.source = source;
    this.grafting = grafting;
  }

  /** A neighbour says that it has a range; ignored if it says too much. */
  void told(Teller teller, SequenceRange range, boolean graft, long dueNanos) {
    Claim claim = claims.get(teller);
    if (claim == null) {
      if (!teller.mayClaim()) {
        return;
      }
      claim = new Claim(teller);
      claims.put(teller, claim);
      teller.claims(1);
    }
    claim.told(range, graft, dueNanos);
  }

  /**
   * Looks at what came of it, and asks the next one if it is time.
   *
   * @param end one above what is proved
   */
  void step(long end, long nowNanos) {
    Claim current = asked;
    if (current != null) {
      look(current, end, nowNanos);
    }
    for (Iterator<Claim> all = claims.values().iterator(); all.hasNext(); ) {
      Claim claim = all.next();
      claim.proved(end);
      boolean isUnfounded = !claim.isAsked() && claim.isUnfounded(nowNanos);
      if (isUnfounded || claim.isProved(end) || claim.isIdle(nowNanos)) {
        all.remove();
        claim.teller().claims(-1);
      }
      if (isUnfounded) {
        claim.teller().blame(nowNanos);
      }
    }
    if (asked == null) {
      askNext(end, nowNanos);
    }
  }

  private void look(Claim current, long end, long nowNanos) {
    SequenceRange range = current.asked();
    if (range == null || range.last() < end) {
      current.answered();
      asked = null;
    } else if (current.isSilent(nowNanos) || current.isSlow(nowNanos) && next(nowNanos) != null) {
      current.failed(nowNanos);
      asked = null;
    }
  }

  private @Nullable Claim next(long nowNanos) {
    Claim best = null;
    for (Claim claim : claims.values()) {
      if (claim.mayBeAsked(nowNanos)
          && (best == null || claim.teller().unfounded() < best.teller().unfounded())) {
        best = claim;
      }
    }
    return best;
  }

  private void askNext(long end, long nowNanos) {
    Claim best = next(nowNanos);
    if (best != null) {
      if (best.isGraft()) {
        grafting.accept(best.teller().link(), source.origin());
      }
      asked = best;
      best.ask(source, end, nowNanos);
    }
  }

  /** What a batch that came on a link is the answer to. */
  Repair.Answer answer(Link link, long sequence, long nowNanos) {
    Claim current = asked;
    SequenceRange range = current == null ? null : current.asked();
    if (current == null
        || range == null
        || current.teller().link() != link
        || sequence > range.last()) {
      return Repair.Answer.NONE;
    }
    current.progress(nowNanos);
    return current.isGraft() ? Repair.Answer.GRAFT : Repair.Answer.PULL;
  }

  /** A neighbour does not have what it was asked for, up to a sequence. */
  void denied(Link link, long last, long nowNanos) {
    Claim current = asked;
    SequenceRange range = current == null ? null : current.asked();
    if (current != null
        && range != null
        && current.teller().link() == link
        && last >= range.last()) {
      current.failed(nowNanos);
      asked = null;
    }
  }

  /** The claim that was asked for; null if none is. */
  @Nullable Claim asked() {
    return asked;
  }

  /** This peer stood still. */
  void restart(long nowNanos) {
    if (asked != null) {
      asked.restart(nowNanos);
    }
  }

  void closed(Teller teller) {
    Claim gone = claims.remove(teller);
    if (gone != null && gone == asked) {
      asked = null;
    }
  }

  boolean isEmpty() {
    return claims.isEmpty();
  }

  int size() {
    return claims.size();
  }
}
