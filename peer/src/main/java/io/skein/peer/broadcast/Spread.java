package io.skein.peer.broadcast;

import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.BatchStart;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.SequenceRange;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Who gets this next: it is sent along the origin's tree, and
 * announced to all others.
 */
final class Spread {
  private final Mesh mesh;
  private final Trees trees;
  private final Announcements announcements;

  /** Whether everything is sent to everybody: what trees are measured against. */
  private final boolean flood;

  private Set<Link> passedOn = Set.of();

  Spread(Mesh mesh, Trees trees, Announcements announcements, boolean flood) {
    this.mesh = mesh;
    this.trees = trees;
    this.announcements = announcements;
    this.flood = flood;
  }

  /**
   * Sends a batch on, but not back. Who does not take it is told of it like one that is not eager:
   * it asks, and learns at once that it cannot have it here.
   */
  void batch(BatchFrame frame, @Nullable Link from) {
    PeerId origin = frame.source().origin();
    for (Link link : mesh.neighbours()) {
      if (mayGet(link, from, origin) && !passedOn.contains(link)) {
        boolean sent = isEager(link, origin) && link.takes(frame.batch()) && link.send(frame);
        if (!sent) {
          announcements.add(link, frame.batch().header().range());
        }
      }
    }
  }

  /** Does something during which some neighbours are sent nothing: they got it in chunks. */
  void without(Set<Link> links, Runnable task) {
    passedOn = links;
    task.run();
    passedOn = Set.of();
  }

  /** Begins a large batch of which chunks will come; returns who is to get them. */
  Set<Link> begin(BatchStart start, Link from) {
    Set<Link> taking = new LinkedHashSet<>();
    PeerId origin = start.source().origin();
    for (Link link : mesh.neighbours()) {
      if (mayGet(link, from, origin) && isEager(link, origin) && link.send(start)) {
        taking.add(link);
      }
    }
    return taking;
  }

  private static boolean mayGet(Link link, @Nullable Link from, PeerId origin) {
    return link != from && !link.remote().id().equals(origin);
  }

  private boolean isEager(Link link, PeerId origin) {
    return flood || trees.of(origin).isEager(link.slot());
  }

  /** Says that a range is here now, which the neighbours may have had before. */
  void announce(SequenceRange range, @Nullable Link from) {
    for (Link link : mesh.neighbours()) {
      if (!flood && link != from && !link.remote().id().equals(range.source().origin())) {
        announcements.add(link, range);
      }
    }
  }

  /** A large batch of an origin begins to come unasked over a link. */
  void begins(PeerId origin, Link link) {
    trees.begins(origin, link);
  }

  /** Something of an origin came again over a link. */
  void again(PeerId origin, Link link) {
    if (!flood) {
      trees.again(origin, link);
    }
  }
}
