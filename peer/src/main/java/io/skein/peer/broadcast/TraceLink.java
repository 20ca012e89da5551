package io.skein.peer.broadcast;

import io.skein.peer.mesh.Frame.TraceReport;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.PeerId;

/** Confined to the owner thread. The link over which a traced batch came. */
record TraceLink(Link link) implements Traces.Upstream {
  @Override
  public PeerId peer() {
    return link.remote().id();
  }

  @Override
  public long rttNanos() {
    return link.rttNanos();
  }

  @Override
  public void send(TraceReport report) {
    link.sendControl(report);
  }
}
