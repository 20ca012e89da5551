package io.skein.peer.bench;

import com.google.gson.JsonObject;

/**
 * What {@code bench fanout} found; immutable.
 *
 * @param published messages while some were stalled
 * @param calm what the others saw before
 * @param others what the others saw until the end
 * @param woken what the stalled ones saw after they woke
 * @param heapBefore bytes live in their peer before
 * @param heapAfter bytes live in it while they were stalled
 */
record FanoutResult(
    long published,
    SubscriberReport calm,
    SubscriberReport others,
    SubscriberReport woken,
    long heapBefore,
    long heapAfter) {
  private static final long HEAP_ALLOWED = 8 << 20;
  private static final double MEBI = 1 << 20;

  /** Whether the others got everything once and in order. */
  boolean othersUnharmed() {
    return others.lost() == 0 && others.duplicated() == 0 && others.outOfOrder() == 0;
  }

  /** Whether the stalled ones were told exactly what they missed. */
  boolean gapExact() {
    return woken.gapExact() == woken.lost() && woken.gapBound() == 0 && woken.duplicated() == 0;
  }

  /** Whether their peer holds at most 8 MiB more for them. */
  boolean heapBounded() {
    return heapAfter - heapBefore <= HEAP_ALLOWED;
  }

  /** Whether the stalled ones missed anything: if the log held it all, nothing was shown. */
  boolean logOverrun() {
    return woken.lost() > 0;
  }

  boolean passed() {
    return othersUnharmed() && logOverrun() && gapExact() && heapBounded();
  }

  /** For programs. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("published", published);
    json.addProperty("others_lost", others.lost());
    json.addProperty("others_duplicated", others.duplicated());
    json.addProperty("others_out_of_order", others.outOfOrder());
    json.addProperty("stalled_delivered", woken.distinct());
    json.addProperty("stalled_missed", woken.lost());
    json.addProperty("stalled_reported", woken.gapExact());
    json.addProperty("stalled_reported_inexact", woken.gapBound());
    json.addProperty("heap_before_bytes", heapBefore);
    json.addProperty("heap_after_bytes", heapAfter);
    json.addProperty("p99_us_before", Digits.rounded(calm.p99(), 1));
    json.addProperty("p99_us_stalled", Digits.rounded(others.p99(), 1));
    json.addProperty("passed", passed());
    return json;
  }

  /** For people. */
  String table() {
    TextTable table = new TextTable("published", Digits.grouped(published), "");
    table.row(
        "others: lost, duplicated, out of order",
        others.lost() + ", " + others.duplicated() + ", " + others.outOfOrder(),
        verdict(othersUnharmed()));
    table.row("others: loaded p99 us before", Digits.decimals(calm.p99(), 0), "");
    table.row("others: loaded p99 us now", Digits.decimals(others.p99(), 0), "");
    table.row("stalled: delivered", Digits.grouped(woken.distinct()), "");
    table.row(
        "stalled: missed",
        Digits.grouped(woken.lost()),
        logOverrun() ? "" : "nothing, so nothing is shown: try a longer --duration");
    table.row("stalled: told so", Digits.grouped(woken.gapExact()), verdict(gapExact()));
    table.row("heap MiB before", Digits.decimals(heapBefore / MEBI, 1), "");
    table.row("heap MiB now", Digits.decimals(heapAfter / MEBI, 1), verdict(heapBounded()));
    return table.toString();
  }

  private static String verdict(boolean good) {
    return good ? "pass" : "FAIL";
  }
}
