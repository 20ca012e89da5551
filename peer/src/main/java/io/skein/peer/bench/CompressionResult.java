package io.skein.peer.bench;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * What compression of one kind of batches saved and cost; immutable.
 *
 * @param payload what the messages were made of
 * @param batchBytes bytes of messages in a batch, about
 * @param messages how many went through
 * @param before bytes of their batches
 * @param after bytes of the batches that would travel
 * @param compressNanos CPU time at the origin
 * @param expandNanos CPU time at each peer that delivers them
 */
record CompressionResult(
    String payload,
    int batchBytes,
    long messages,
    long before,
    long after,
    long compressNanos,
    long expandNanos) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int MILLION = 1_000_000;
  private static final int PERCENT = 100;

  /** Seconds for a million messages. */
  private double seconds(long nanos) {
    return nanos / NANOS_PER_SECOND * MILLION / messages;
  }

  private double savedPercent() {
    return PERCENT * (1 - (double) after / before);
  }

  /** For people. */
  static String table(List<CompressionResult> results) {
    TextTable table =
        new TextTable("PAYLOAD", "BATCH", "SAVED", "COMPRESS CPU S/M", "EXPAND CPU S/M");
    for (CompressionResult result : results) {
      table.row(
          result.payload,
          result.batchBytes / (1 << 10) + "KiB",
          format("%.1f%%", result.savedPercent()),
          format("%.3f", result.seconds(result.compressNanos)),
          format("%.3f", result.seconds(result.expandNanos)));
    }
    return table.toString();
  }

  /** For programs. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("payload", payload);
    json.addProperty("batch_bytes", batchBytes);
    json.addProperty("messages", messages);
    json.addProperty("bytes_before", before);
    json.addProperty("bytes_after", after);
    json.addProperty("compress_cpu_seconds_per_million", seconds(compressNanos));
    json.addProperty("expand_cpu_seconds_per_million", seconds(expandNanos));
    return json;
  }

  private static String format(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
