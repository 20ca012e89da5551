package io.skein.peer.broadcast;

import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.BatchStart;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.PeerId;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Confined to the owner thread. What a large batch on its way means for trees and repair: it counts
 * as come when it begins, and enters the log like any other when it is complete.
 */
final class LargeBatches implements Arrivals.Listener {
  private final Hearsay hearsay;
  private final Repair repair;
  private final Spread spread;
  private final BroadcastCounters counters;
  private final Intake intake;

  /** What a batch must pass before it is begun, and who takes it when it is complete. */
  record Intake(ProofCheck proofs, Throttling throttling, BiConsumer<Link, BatchFrame> taker) {}

  LargeBatches(
      Hearsay hearsay, Repair repair, Spread spread, BroadcastCounters counters, Intake intake) {
    this.hearsay = hearsay;
    this.repair = repair;
    this.spread = spread;
    this.counters = counters;
    this.intake = intake;
  }

  @Override
  public boolean isNews(BatchHeader header) {
    return hearsay.isNews(header.range());
  }

  @Override
  public boolean isProved(Link link, BatchStart start) {
    return intake.proofs().passes(link, start);
  }

  @Override
  public boolean admits(Link link, BatchStart start) {
    return intake.throttling().admits(link, start.header(), start.chunks().size());
  }

  @Override
  public void exists(BatchHeader header) {
    hearsay.begun(header.range());
  }

  @Override
  public Set<Link> begins(Link link, BatchStart start) {
    Repair.Answer answer = repair.arriving(link, start.header().range());
    if (answer == Repair.Answer.NONE) {
      spread.begins(start.source().origin(), link);
    }
    boolean isKnown = answer == Repair.Answer.PULL || hearsay.wasDropped(start.header().range());
    return isKnown ? Set.of() : spread.begin(start.nextHop(), link);
  }

  @Override
  public void comes(Link link) {
    repair.heard(link);
  }

  @Override
  public void again(Link link, PeerId origin) {
    spread.again(origin, link);
  }

  @Override
  public void complete(Link link, BatchFrame frame, Set<Link> passedOn) {
    spread.without(passedOn, () -> intake.taker().accept(link, frame));
  }

  @Override
  public void tooLarge(BatchHeader header) {
    counters.givenUp += hearsay.unattainable(header.range());
  }

  @Override
  public void tooFar(BatchHeader header) {
    counters.invalid += header.count();
  }
}
