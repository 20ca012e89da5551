package io.skein.peer.broadcast;

import io.skein.peer.log.MessageLog;
import io.skein.peer.mesh.Frame.BatchStart;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Misdeeds;
import io.skein.peer.mesh.Offence;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.BatchProofs;
import io.skein.peer.model.BatchProofs.Verdict;
import io.skein.peer.model.Trust;

/**
 * Confined to the owner thread. Lets nothing through that its origin has not made, where the
 * network wants to see that.
 */
final class ProofCheck {
  private final BatchProofs proofs;
  private final MessageLog log;
  private final Misdeeds misdeeds;
  private final BroadcastCounters counters;

  ProofCheck(BatchProofs proofs, MessageLog log, Misdeeds misdeeds, BroadcastCounters counters) {
    this.proofs = proofs;
    this.log = log;
    this.misdeeds = misdeeds;
    this.counters = counters;
  }

  /**
   * Whether a batch may go on. What was seen before may, unchecked: it changes nothing any more.
   */
  boolean passes(Link link, Batch batch) {
    BatchHeader header = batch.header();
    return log.hasSeen(header.range()) || isGood(link, header, proofs.check(batch));
  }

  /** Whether a large batch that was not seen may come. */
  boolean passes(Link link, BatchStart start) {
    Verdict verdict = proofs.check(start.header(), start.chunks(), start.proof());
    return isGood(link, start.header(), verdict);
  }

  private boolean isGood(Link link, BatchHeader header, Verdict verdict) {
    return switch (verdict) {
      case GOOD -> true;
      case MISSING -> refuse(link, header, Offence.NO_PROOF, "a batch came without its proof");
      case WRONG -> refuse(link, header, Offence.BAD_PROOF, "a batch's proof does not fit it");
    };
  }

  private boolean refuse(Link link, BatchHeader header, Offence offence, String detail) {
    counters.unproved += header.count();
    misdeeds.committed(link, offence, detail);
    return false;
  }

  /**
   * A batch overlaps in part with what was seen. Who only passes on what its origin signed is not
   * to blame for it.
   */
  void overlapped(Link link, BatchHeader header) {
    if (proofs.trust() == Trust.LINKS || link.remote().id().equals(header.source().origin())) {
      link.committed(Offence.INVALID_BATCH, "a batch overlaps in part with what was seen");
    }
  }
}
