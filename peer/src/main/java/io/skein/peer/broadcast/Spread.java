package io.skein.peer.broadcast;

import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.SequenceRange;
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
    PeerId origin = frame.batch().header().source().origin();
    Tree tree = trees.of(origin);
    for (Link link : mesh.neighbours()) {
      if (link != from && !link.remote().id().equals(origin)) {
        if ((flood || tree.isEager(link.slot())) && link.takes(frame.batch())) {
          link.send(frame);
        } else {
          announcements.add(link, frame.batch().header().range());
        }
      }
    }
  }

  /** Says that a range is here now, which the neighbours may have had before. */
  void announce(SequenceRange range, @Nullable Link from) {
    for (Link link : mesh.neighbours()) {
      if (!flood && link != from && !link.remote().id().equals(range.source().origin())) {
        announcements.add(link, range);
      }
    }
  }

  /** Something of an origin came again over a link. */
  void again(PeerId origin, Link link) {
    if (!flood) {
      trees.again(origin, link);
    }
  }
}
