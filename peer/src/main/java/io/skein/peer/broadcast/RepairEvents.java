package io.skein.peer.broadcast;

import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.SequenceRange;

/** Confined to the owner thread. What follows from what repair does. */
record RepairEvents(
    BroadcastCounters counters, Trees trees, Pulls pulls, Mesh mesh, Arrivals arrivals)
    implements Repair.Listener {
  @Override
  public void gaveUp(SequenceRange range, long count) {
    counters.givenUp += count;
  }

  @Override
  public void grafting(Link link, PeerId origin) {
    trees.graft(origin, link);
  }

  @Override
  public void stepped() {
    pulls.retry(mesh::writeSoon);
    arrivals.expire();
  }
}
