package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Which links are given up when there are more than wanted. A link is
 * one of two peers: it goes only if both have more than they want.
 */
final class Shedding {
  /** The newest links are the ones that repaired something. */
  private static final long YOUNG_NANOS = Duration.ofSeconds(10).toNanos();

  private final ActiveView active;
  private final Degrees degrees;
  private final RandomGenerator random;
  private final Consumer<PeerId> disconnect;

  Shedding(
      ActiveView active, Degrees degrees, RandomGenerator random, Consumer<PeerId> disconnect) {
    this.active = active;
    this.degrees = degrees;
    this.random = random;
    this.disconnect = disconnect;
  }

  /**
   * Whether one that dials in may have a link; ends another one for it if need be. One with a link
   * or none is taken in even by a full peer, else newcomers would find the doors of a settled
   * network closed. Whoever dials this peer, the oldest links of its own choice stay: else
   * newcomers could surround it, also such as it was talked into dialling.
   *
   * @param links how many the newcomer has
   */
  boolean admits(int links) {
    if (active.size() < degrees.max()) {
      return true;
    }
    if (links > 1) {
      return false;
    }
    Neighbour spare =
        anyOf(neighbour -> neighbour.links() > Degrees.MIN && !active.isOldOfOurs(neighbour));
    if (spare != null) {
      disconnect.accept(spare.record().id());
    }
    return active.size() < Degrees.SLOTS && (spare != null || links == 0);
  }

  /** Ends a link if there are too many; to be called once a second. */
  void step(long nowNanos) {
    if (active.size() <= degrees.enough()) {
      return;
    }
    int spareAbove = active.size() > degrees.max() ? Degrees.MIN : degrees.target();
    Neighbour spare =
        anyOf(neighbour -> neighbour.links() > spareAbove && mayGo(neighbour, nowNanos));
    if (spare != null) {
      disconnect.accept(spare.record().id());
    }
  }

  private boolean mayGo(Neighbour neighbour, long nowNanos) {
    boolean isNeededOfOurs = neighbour.isDialled() && active.dialled() <= Degrees.MIN_DIALLED;
    return !isNeededOfOurs
        && !neighbour.isProtected(nowNanos)
        && nowNanos - neighbour.sinceNanos() >= YOUNG_NANOS;
  }

  /**
   * Of two random ones the one with more links: nearly the best choice, and yet not that of all
   * others, which would take a peer with many links below what it wants.
   */
  private @Nullable Neighbour anyOf(Predicate<Neighbour> condition) {
    List<Neighbour> fit = new ArrayList<>(active.all());
    fit.removeIf(condition.negate());
    if (fit.isEmpty()) {
      return null;
    }
    Neighbour one = fit.get(random.nextInt(fit.size()));
    Neighbour other = fit.get(random.nextInt(fit.size()));
    return one.links() >= other.links() ? one : other;
  }
}
