package io.skein.peer.broadcast;

import io.skein.peer.mesh.Link;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. A missing range under repair: whom it was asked of, and since when
 * nothing came.
 */
final class Hole {
  final long first;
  final long last;
  private final Set<Long> tried = new HashSet<>();
  private final Set<Long> denied = new HashSet<>();
  private final Set<Link> announcers = new LinkedHashSet<>();
  private final boolean expected;
  private @Nullable Link asked;
  private boolean grafted;
  private long askedNanos;
  private long progressNanos;
  private long dueNanos;
  private long remaining;

  Hole(long first, long last, long nowNanos, long dueNanos) {
    this(first, last, nowNanos, dueNanos, dueNanos != nowNanos);
  }

  private Hole(long first, long last, long nowNanos, long dueNanos, boolean expected) {
    this.first = first;
    this.last = last;
    this.expected = expected;
    this.progressNanos = nowNanos;
    this.dueNanos = dueNanos;
    this.remaining = last - first + 1;
  }

  /** A part of this hole, in the same state of repair. */
  Hole part(long partFirst, long partLast) {
    Hole part = new Hole(partFirst, partLast, progressNanos, dueNanos, expected);
    part.tried.addAll(tried);
    part.denied.addAll(denied);
    part.announcers.addAll(announcers);
    part.asked = asked;
    part.grafted = grafted;
    part.askedNanos = askedNanos;
    return part;
  }

  /** A neighbour said that it has it, and does not send it unasked. */
  void announced(Link link) {
    announcers.add(link);
  }

  /** Who said so and was not asked yet, the first first; null if nobody is left. */
  @Nullable Link nextAnnouncer() {
    for (Link link : announcers) {
      if (link.isUp() && !wasTried(link)) {
        return link;
      }
    }
    return null;
  }

  void ask(Link link, boolean graft, long nowNanos) {
    asked = link;
    grafted = graft;
    askedNanos = nowNanos;
    tried.add(link.generation());
  }

  /** Whether the asked neighbour was also asked to send what follows. */
  boolean isGraft() {
    return grafted;
  }

  /** The asked neighbour does not have it. */
  void deny() {
    if (asked != null) {
      denied.add(asked.generation());
      asked = null;
    }
  }

  /** The asked neighbour is gone, or too slow. */
  void forgetAsked() {
    asked = null;
  }

  /** Everybody was asked and not everybody denied: begin again with those who did not. */
  void startOver() {
    tried.retainAll(denied);
  }

  boolean wasTried(Link link) {
    return tried.contains(link.generation());
  }

  boolean wasDeniedBy(Link link) {
    return denied.contains(link.generation());
  }

  @Nullable Link asked() {
    return asked;
  }

  boolean isDue(long nowNanos) {
    return nowNanos - dueNanos >= 0;
  }

  /** Whether it may well be on its way: nobody was asked for it, and it is not due for long. */
  boolean awaitsTurn(long nowNanos, long turnNanos) {
    return expected && tried.isEmpty() && nowNanos - dueNanos < turnNanos;
  }

  /** Notes how much is still missing. */
  void progress(long stillMissing, long nowNanos) {
    if (stillMissing != remaining) {
      remaining = stillMissing;
      progressNanos = nowNanos;
    }
  }

  /** Begins the waiting anew. */
  void restart(long nowNanos) {
    askedNanos = nowNanos;
    progressNanos = nowNanos;
  }

  /** How long nothing of it came. */
  long idleNanos(long nowNanos) {
    return nowNanos - progressNanos;
  }

  /** How long the asked neighbour has been silent about it. */
  long unansweredNanos(long nowNanos) {
    return Math.min(nowNanos - progressNanos, nowNanos - askedNanos);
  }
}
