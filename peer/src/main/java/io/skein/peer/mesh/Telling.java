package io.skein.peer.mesh;

import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.Cargo;
import io.skein.peer.mesh.Frame.Part;
import io.skein.peer.mesh.Frame.Told;

/** Stateless. Hands on what a link itself has nothing to do with. */
final class Telling {
  private Telling() {}

  static void tell(LinkListener listener, Link link, Cargo cargo) {
    switch (cargo) {
      case BatchFrame batch -> listener.batch(link, batch);
      case Part part -> listener.arrivals().part(link, part);
    }
  }

  /** Returns whether the other asked for something, so that the link is to write. */
  static boolean tell(LinkListener listener, Link link, Told told) {
    switch (told) {
      case Frame.Pull pull -> listener.pull(link, pull.range());
      case Frame.Missing missing -> listener.missing(link, missing.range());
      case Frame.Announce announce -> listener.announce(link, announce);
      case Frame.Graft graft -> listener.graft(link, graft.range());
      case Frame.Prune prune -> listener.prune(link, prune.origin());
      case Frame.Attach attach -> listener.attach(link, attach.origin());
      case Frame.Presence presence -> listener.presence(link, presence);
      case Frame.RecordPrune prune -> listener.recordPrune(link);
      case Frame.RecordGraft graft -> listener.recordGraft(link, graft.peer());
      case Frame.OverRate notice -> listener.overRate(link, notice);
      case Frame.TraceReport report -> listener.traceReport(report);
    }
    return told instanceof Frame.Pull || told instanceof Frame.Graft;
  }
}
