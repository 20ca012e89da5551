package io.skein.peer.mesh;

import io.skein.peer.mesh.Frame.Announce;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.OverRate;
import io.skein.peer.mesh.Frame.Presence;
import io.skein.peer.mesh.Frame.TraceReport;
import io.skein.peer.mesh.Frame.Watermarks;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.SequenceRange;
import org.jspecify.annotations.Nullable;

/** What links report upwards; called on the owner thread. */
public interface LinkListener {
  /** The other side proved who it is; watermarks are to be sent now, before any batch. */
  void opened(Link link);

  /** The link ended; only after {@link #opened}. */
  void closed(Link link);

  /** A batch arrived. */
  void batch(Link link, BatchFrame frame);

  /** Takes large batches. */
  PartListener arrivals();

  /** The other's watermarks arrived, or a part of them. */
  void watermarks(Link link, Watermarks watermarks);

  /** The other asks for batches. */
  void pull(Link link, SequenceRange range);

  /** The other does not have what was asked for. */
  void missing(Link link, SequenceRange range);

  /** The other has what it does not send by itself. */
  void announce(Link link, Announce announce);

  /** The other asks for batches, and to be sent their origin's from now on. */
  void graft(Link link, SequenceRange range);

  /** The other does not want to be sent an origin's batches unasked. */
  void prune(Link link, PeerId origin);

  /** The other wants to be sent an origin's batches unasked. */
  void attach(Link link, PeerId origin);

  /** A peer record arrived. */
  void presence(Link link, Presence presence);

  /** The other asks for a peer record, and to be sent all later ones. */
  void recordGraft(Link link, PeerId peer);

  /** The other does not want to be sent peer records unasked. */
  void recordPrune(Link link);

  /** A peer tells how a traced batch came to it. */
  void traceReport(TraceReport report);

  /** The other did not take all that this peer published. */
  void overRate(Link link, OverRate notice);

  /** The other acknowledged that it has a batch of this peer's own. */
  void acknowledged(BatchHeader header);

  /** The next frame that answers a pull, if the link has room for it; null if none is due. */
  @Nullable Frame nextPulled(Link link);

  /**
   * What this peer has and does not send by itself on a link; null if nothing is to be told now.
   *
   * @param riding whether other frames go now
   */
  @Nullable Frame announcement(Link link, boolean riding);

  /** The link has sent all it had and could send more. */
  void idle(Link link);
}
