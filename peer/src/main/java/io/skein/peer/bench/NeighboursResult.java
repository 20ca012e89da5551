package io.skein.peer.bench;

import com.google.gson.JsonObject;
import java.util.Locale;

/**
 * What {@code bench neighbours} found; immutable.
 *
 * @param alone how long the quiet app's messages took with nobody beside it
 * @param flooded how long they took beside the flooding app
 * @param floodBytesPerSecond what the peer accepted of the flooding app meanwhile
 */
record NeighboursResult(Latencies alone, Latencies flooded, double floodBytesPerSecond) {
  private static final double MEBI = 1 << 20;

  /** For programs. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    add(json, "alone", alone);
    add(json, "flooded", flooded);
    json.addProperty("flood_bytes_per_second", floodBytesPerSecond);
    return json;
  }

  private static void add(JsonObject json, String name, Latencies latencies) {
    json.addProperty(name + "_p50_micros", latencies.micros(50));
    json.addProperty(name + "_p99_micros", latencies.micros(99));
    json.addProperty(name + "_max_micros", latencies.micros(100));
  }

  /** For people. */
  String table() {
    TextTable table = new TextTable("QUIET APP", "P50 ms", "P99 ms", "MAX ms", "FLOOD MiB/s");
    row(table, "alone", alone, "0");
    row(table, "beside a flood", flooded, millis(1_000 * floodBytesPerSecond / MEBI));
    return table.toString();
  }

  private static void row(TextTable table, String name, Latencies latencies, String flood) {
    table.row(
        name,
        millis(latencies.micros(50)),
        millis(latencies.micros(99)),
        millis(latencies.micros(100)),
        flood);
  }

  private static String millis(double micros) {
    return String.format(Locale.ROOT, "%.1f", micros / 1_000);
  }
}
