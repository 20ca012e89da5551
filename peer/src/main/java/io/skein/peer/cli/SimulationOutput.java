package io.skein.peer.cli;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import com.google.gson.JsonObject;
import io.skein.peer.simulation.SimulationReport;
import java.util.Locale;

/** How the report of one run is written; stateless. */
final class SimulationOutput {
  private static final int NAME_WIDTH = 20;

  private SimulationOutput() {}

  /** For programs. */
  static JsonObject json(SimulationReport report, double wallSeconds) {
    JsonObject json = new JsonObject();
    var delivery = report.delivery();
    var times = report.times();
    var shape = report.shape();
    json.addProperty("peers", report.config().peers());
    json.addProperty("seed", report.config().seed());
    json.addProperty("delivered_fraction", delivery.fraction());
    json.addProperty("lost", delivery.lost());
    json.addProperty("duplicates_to_apps", delivery.duplicates());
    json.addProperty("out_of_order", delivery.outOfOrder());
    addCost(json, report.cost());
    json.addProperty("hops_max", times.hopsMax());
    json.addProperty("p50_ms", rounded(times.p50Millis()));
    json.addProperty("p99_ms", rounded(times.p99Millis()));
    json.addProperty("last_ms", rounded(times.lastMillis()));
    json.addProperty("repair_ms", rounded(times.repairMillis()));
    json.addProperty("components", shape.components());
    json.addProperty("bytes_per_peer", report.bytesPerPeer());
    json.addProperty("trace_hash", hash(report.traceHash()));
    json.addProperty("wall_seconds", rounded(wallSeconds));
    addMore(json, report);
    return json;
  }

  private static void addCost(JsonObject json, SimulationReport.Cost cost) {
    json.addProperty("extra_copies_per_delivery", rounded(cost.extraCopies()));
    json.addProperty("extra_copies_warmup", rounded(cost.extraCopiesWarmup()));
    json.addProperty("control_bytes_per_delivery", rounded(cost.controlBytesPerDelivery()));
  }

  private static void addMore(JsonObject json, SimulationReport report) {
    var delivery = report.delivery();
    var shape = report.shape();
    json.addProperty("messages", delivery.messages());
    json.addProperty("deliveries", delivery.deliveries());
    json.addProperty("invented", delivery.invented());
    json.addProperty("gaps_reported", delivery.gapsReported());
    json.addProperty("unreported", delivery.unreported());
    json.addProperty("link_messages_per_message", rounded(report.cost().linkMessagesPerMessage()));
    json.addProperty(
        "control_bytes_per_peer_second", rounded(report.cost().controlBytesPerPeerSecond()));
    json.addProperty(
        "directory_bytes_per_peer_second", rounded(report.cost().directoryBytesPerPeerSecond()));
    json.addProperty("alive", shape.alive());
    json.addProperty("epochs", shape.epochs());
    json.addProperty("degree_min", shape.minDegree());
    json.addProperty("degree_mean", rounded(shape.meanDegree()));
    json.addProperty("degree_max", shape.maxDegree());
    json.addProperty("dead_neighbours_10s", shape.deadNeighbours());
    json.addProperty("events", report.events());
    json.addProperty("passed", report.passed());
  }

  /** For people. */
  static String table(SimulationReport report, double wallSeconds) {
    StringBuilder table = new StringBuilder();
    addShape(table, report);
    addDelivery(table, report.delivery());
    rows(table, report);
    String hash = hash(report.traceHash());
    row(table, "trace", "%s, %,d events in %.1f s", hash, report.events(), wallSeconds);
    report.violations().forEach(violation -> row(table, "VIOLATED", "%s", violation));
    return table.toString();
  }

  private static void addShape(StringBuilder table, SimulationReport report) {
    var shape = report.shape();
    row(
        table,
        "peers",
        "%,d alive of %,d, in %,d processes, seed %d",
        shape.alive(),
        report.config().peers(),
        shape.epochs(),
        report.config().seed());
    row(
        table,
        "links",
        "%d to %d a peer, %.1f on average; %s",
        shape.minDegree(),
        shape.maxDegree(),
        shape.meanDegree(),
        shape.components() == 1 ? "all connected" : shape.components() + " parts");
  }

  private static void addDelivery(StringBuilder table, SimulationReport.Delivery delivery) {
    row(
        table,
        "published",
        "%,d messages, delivered %,d times",
        delivery.messages(),
        delivery.deliveries());
    row(
        table,
        "delivered",
        "%.4f %% of what was owed; %,d lost, %,d reported in gaps",
        100 * delivery.fraction(),
        delivery.lost(),
        delivery.gapsReported());
    row(
        table,
        "to apps",
        "%,d duplicates, %,d out of order, %,d invented, %,d untold",
        delivery.duplicates(),
        delivery.outOfOrder(),
        delivery.invented(),
        delivery.unreported());
  }

  private static void rows(StringBuilder table, SimulationReport report) {
    var cost = report.cost();
    var times = report.times();
    row(
        table,
        "latency",
        "p50 %.1f ms, p99 %.1f ms, last %.1f ms, at most %d hops",
        times.p50Millis(),
        times.p99Millis(),
        times.lastMillis(),
        times.hopsMax());
    if (times.repairMillis() > 0) {
      row(table, "repaired", "%.0f ms after the last fault", times.repairMillis());
    }
    row(
        table,
        "extra copies",
        "%.3f a delivery, %.3f during warm-up",
        cost.extraCopies(),
        cost.extraCopiesWarmup());
    row(
        table,
        "control",
        "%.1f B a delivery, %.0f B/s a peer, %.0f of them for the directory",
        cost.controlBytesPerDelivery(),
        cost.controlBytesPerPeerSecond(),
        cost.directoryBytesPerPeerSecond());
    row(table, "link messages", "%.1f a published message", cost.linkMessagesPerMessage());
    if (report.shape().deadNeighbours() > 0) {
      row(
          table,
          "dead neighbours",
          "%,d at most that were dead for 10 s",
          report.shape().deadNeighbours());
    }
    if (report.bytesPerPeer() >= 0) {
      row(table, "heap", "%,d KiB a peer", report.bytesPerPeer() >> 10);
    }
  }

  @FormatMethod
  private static void row(
      StringBuilder table, String name, @FormatString String format, Object... values) {
    table
        .append(name)
        .append(" ".repeat(Math.max(1, NAME_WIDTH - name.length())))
        .append(String.format(Locale.ROOT, format, values))
        .append('\n');
  }

  static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  static String hash(long value) {
    return String.format(Locale.ROOT, "%016x", value);
  }
}
