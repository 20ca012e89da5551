package io.skein.peer.simulation;

import io.skein.peer.log.LogLimits;
import io.skein.peer.simulation.Findings.Rule;
import io.skein.peer.simulation.SimulationReport.Cost;
import io.skein.peer.simulation.SimulationReport.Delivery;
import io.skein.peer.simulation.SimulationReport.Second;
import io.skein.peer.simulation.SimulationReport.Shape;
import io.skein.peer.simulation.SimulationReport.Times;
import java.util.ArrayList;
import java.util.List;

/** Immutable. Puts together the report of a run that has ended. */
record Reporter(
    SimulationConfig config,
    VirtualNetwork network,
    Population population,
    Book book,
    LinkGraph graph,
    Meter meter) {

  /**
   * The report.
   *
   * @param warm sample at the end of the warm-up
   * @param end sample at the end of the run
   */
  SimulationReport report(Reckoning reckoning, Meter.Sample warm, Meter.Sample end) {
    Delivery delivery = delivery(reckoning);
    return new SimulationReport(
        config,
        delivery,
        cost(warm, end),
        times(),
        shape(),
        book.trace.value(),
        -1,
        network.time.ran(),
        book.latencies,
        seconds(),
        violations(delivery, reckoning));
  }

  private Delivery delivery(Reckoning reckoning) {
    Findings findings = book.findings;
    return new Delivery(
        book.ledger.messages(),
        book.deliveries(),
        reckoning.deliveredFraction(),
        reckoning.lost(),
        findings.count(Rule.DUPLICATE),
        findings.count(Rule.OUT_OF_ORDER),
        findings.count(Rule.INVENTED),
        book.reportedLost(),
        reckoning.unreported());
  }

  private Cost cost(Meter.Sample warm, Meter.Sample end) {
    long firsts = end.firsts() - warm.firsts();
    long control = end.controlBytes() - warm.controlBytes();
    return new Cost(
        ratio(end.copies() - warm.copies(), firsts),
        ratio(warm.copies(), warm.firsts()),
        ratio(control, firsts),
        ratio(control, end.peerSeconds() - warm.peerSeconds()),
        ratio(end.directoryBytes() - warm.directoryBytes(), end.peerSeconds() - warm.peerSeconds()),
        ratio(end.linkMessages() - warm.linkMessages(), end.messages() - warm.messages()));
  }

  private static double ratio(long of, long to) {
    return to == 0 ? 0 : (double) of / to;
  }

  private Times times() {
    LatencyHistogram latencies = book.latencies;
    return new Times(
        network.traffic().maxHops(),
        latencies.millisAt(0.5),
        latencies.millisAt(0.99),
        latencies.maxMillis(),
        book.repairNanos() / 1e6);
  }

  private Shape shape() {
    long epochs = 0;
    for (Participant participant : population.all()) {
      epochs += participant.epochs();
    }
    return new Shape(
        graph.alive(),
        epochs,
        graph.components(),
        graph.minDegree(),
        graph.meanDegree(),
        graph.maxDegree(),
        meter.deadNeighbours());
  }

  private List<Second> seconds() {
    List<Second> seconds = new ArrayList<>();
    Meter.Sample before = meter.samples().getFirst();
    for (Meter.Sample sample : meter.samples().subList(1, meter.samples().size())) {
      seconds.add(
          new Second(
              sample.seconds(),
              sample.firsts() - before.firsts(),
              sample.copies() - before.copies(),
              sample.controlBytes() - before.controlBytes()));
      before = sample;
    }
    return seconds;
  }

  /** What was published early in a long partition has left all logs when it heals. */
  private boolean outlivesLogs() {
    return config
        .faults()
        .partition()
        .map(partition -> partition.to().minus(partition.from()))
        .filter(length -> length.compareTo(LogLimits.DEFAULT.maxAge()) > 0)
        .isPresent();
  }

  private List<String> violations(Delivery delivery, Reckoning reckoning) {
    List<String> violations = new ArrayList<>(book.findings.cases());
    if (delivery.unreported() > 0) {
      violations.add(delivery.unreported() + " messages were passed over without a report");
    }
    if (!config.safety()) {
      if (reckoning.lost() > (outlivesLogs() ? reckoning.reported() : 0)) {
        violations.add(
            reckoning.lost()
                + " deliveries that were owed are missing at the end, "
                + reckoning.reported()
                + " of them reported");
        violations.addAll(reckoning.cases());
      }
      if (graph.components() > 1) {
        violations.add("the network is in " + graph.components() + " parts at the end");
      }
    }
    return violations;
  }
}
