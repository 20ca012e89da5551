package io.skein.peer.broadcast;

import io.skein.peer.mesh.Frame.Attach;
import io.skein.peer.mesh.Frame.Prune;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Lane;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. The trees of all origins. What is not known of an origin is
 * flooded; links that bring what is there already are pruned.
 */
final class Trees {
  private static final int SLOTS = 32;

  /** An origin that was silent for so long is forgotten: the next batch is flooded again. */
  private static final long FORGET_NANOS = Duration.ofMinutes(30).toNanos();

  private static final long LEAST_MARGIN_NANOS = Duration.ofMillis(1).toNanos();
  private static final int MARGIN_OF_ROUND_TRIP = 16;
  private static final int LAGS = 4;

  /** The one used longest ago first. */
  private final LinkedHashMap<PeerId, Tree> trees = new LinkedHashMap<>(16, 0.75f, true);

  private final @Nullable Link[] links = new Link[SLOTS];
  private final EventLoop loop;
  private final LongSupplier lagNanos;
  private final int most;
  private final Predicate<PeerId> isTracked;

  /**
   * No trees.
   *
   * @param lagNanos how uncertain the times are at which something comes
   * @param most of more trees the one used longest ago is forgotten
   * @param isTracked whether an origin is one of which there is, or was, something here
   */
  Trees(EventLoop loop, LongSupplier lagNanos, int most, Predicate<PeerId> isTracked) {
    this.loop = loop;
    this.lagNanos = lagNanos;
    this.most = most;
    this.isTracked = isTracked;
  }

  /** The tree of an origin; a new one floods. */
  Tree of(PeerId origin) {
    Tree tree = trees.computeIfAbsent(origin, o -> new Tree());
    tree.used(loop.nanoTime());
    if (trees.size() > most) {
      trees.pollFirstEntry();
    }
    return tree;
  }

  /** The tree of an origin if there is one; where there is none, all is flooded. */
  private @Nullable Tree known(PeerId origin) {
    return trees.containsKey(origin) ? of(origin) : null;
  }

  /** Whether it is known where the batches of an origin come from. */
  boolean hasParent(PeerId origin) {
    Tree tree = known(origin);
    return tree != null && tree.hasParent();
  }

  /**
   * A neighbour wants to be sent no more. Of an origin that nothing was ever here of it was sent
   * nothing: a name is invented in no time, and its tree would take the place of a real one.
   */
  void pruned(PeerId origin, Link link) {
    Tree tree = isTracked.test(origin) ? of(origin) : known(origin);
    if (tree != null) {
      tree.pruned(link.slot());
    }
  }

  /** A neighbour wants to be sent to; without a tree everybody is. */
  void grafted(PeerId origin, Link link) {
    Tree tree = known(origin);
    if (tree != null) {
      tree.grafted(link.slot());
    }
  }

  /** A neighbour is asked to send again. */
  void graft(PeerId origin, Link link) {
    Tree tree = known(origin);
    if (tree != null) {
      tree.graft(link.slot());
    }
  }

  /** A neighbour did, and was first. */
  void graftAnswered(PeerId origin, Link link) {
    of(origin).graftAnswered(link.slot());
  }

  /** Something of an origin came again: one link is asked to send no more of it. */
  void again(PeerId origin, Link link) {
    Tree tree = of(origin);
    int slot = tree.again(link.slot());
    Link loser = slot == Tree.NONE ? null : links[slot];
    if (loser != null && tree.prune(slot)) {
      loser.sendControl(new Prune(origin));
    }
  }

  /** A large batch begins to come unasked; who begins it second is pruned. */
  void begins(PeerId origin, Link link) {
    of(origin).first(link.slot());
  }

  /** A batch came for the first time, unasked. */
  void first(BatchHeader header, Link link) {
    PeerId origin = header.source().origin();
    Tree tree = of(origin);
    tree.first(link.slot());
    if (tree.isParent(link.slot())) {
      race(origin, tree, tree.came(batch(header.range()), loop.nanoTime(), margin(link)));
    }
  }

  /** A neighbour has a range, and could have sent the last of it at a time of this peer's clock. */
  void announced(SequenceRange range, Link link, long couldHaveComeNanos) {
    PeerId origin = range.source().origin();
    Tree tree = of(origin);
    if (tree.couldHaveCome(link.slot(), batch(range), couldHaveComeNanos, margin(link))) {
      race(origin, tree, link.slot());
    }
  }

  /** The next batch decides: whoever brings it second is pruned. */
  private void race(PeerId origin, Tree tree, int slot) {
    if (slot != Tree.NONE && tree.mayRace(loop.nanoTime())) {
      attach(origin, tree, slot);
    }
  }

  private void attach(PeerId origin, Tree tree, int slot) {
    Link link = links[slot];
    if (link != null) {
      tree.graft(slot);
      link.sendControl(new Attach(origin));
    }
  }

  private static long batch(SequenceRange range) {
    return range.last() * Lane.values().length + range.source().lane().ordinal();
  }

  /**
   * Less is not worth the duplicate that a change costs, and may be chance: a peer that is busy
   * reads in long turns, and its neighbours most often are as busy.
   */
  static long margin(long rttNanos, long lagNanos) {
    long least = Math.max(LEAST_MARGIN_NANOS, LAGS * lagNanos);
    return Math.max(least, rttNanos / MARGIN_OF_ROUND_TRIP);
  }

  private long margin(Link link) {
    return margin(link.rttNanos(), lagNanos.getAsLong());
  }

  void opened(Link link) {
    links[link.slot()] = link;
    trees.values().forEach(tree -> tree.opened(link.slot()));
  }

  void closed(Link link) {
    links[link.slot()] = null;
    trees.forEach(
        (origin, tree) -> {
          int instead = tree.closed(link.slot());
          if (instead != Tree.NONE) {
            attach(origin, tree, instead);
          }
        });
  }

  /** Forgets origins that are silent; to be called now and then. */
  void forget() {
    long now = loop.nanoTime();
    trees.values().removeIf(tree -> now - tree.usedNanos() > FORGET_NANOS);
  }

  /** To how many origins' batches the link is sent unasked. */
  int eagerOrigins(Link link) {
    return (int) trees.values().stream().filter(tree -> tree.isEager(link.slot())).count();
  }

  /** How many origins' batches come over the link. */
  int parentOrigins(Link link) {
    return (int) trees.values().stream().filter(tree -> tree.isParent(link.slot())).count();
  }
}
