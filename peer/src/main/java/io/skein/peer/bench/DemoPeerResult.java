package io.skein.peer.bench;

import com.google.gson.JsonObject;

/**
 * What one peer of the demo received; immutable.
 *
 * @param app address of its app API
 * @param received different messages
 * @param lost messages that did not come
 * @param duplicated messages that came again
 * @param outOfOrder messages that came after a later one
 * @param reportedLost what it was told it would not get, at most
 * @param contentMatches whether all bytes came, in order
 * @param p50 median time from sending to arrival in microseconds
 * @param p99 the time that 99 % did not exceed
 * @param messagesPerSecond from the first sent until the last arrived
 */
record DemoPeerResult(
    String app,
    long received,
    long lost,
    long duplicated,
    long outOfOrder,
    long reportedLost,
    boolean contentMatches,
    double p50,
    double p99,
    double messagesPerSecond) {

  /** Whether everything came once, in order and unchanged. */
  boolean isClean() {
    return lost == 0 && duplicated == 0 && outOfOrder == 0 && contentMatches;
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("app", app);
    json.addProperty("received", received);
    json.addProperty("lost", lost);
    json.addProperty("duplicated", duplicated);
    json.addProperty("out_of_order", outOfOrder);
    json.addProperty("reported_lost", reportedLost);
    json.addProperty("content_matches", contentMatches);
    json.addProperty("p50_us", Digits.rounded(p50, 1));
    json.addProperty("p99_us", Digits.rounded(p99, 1));
    json.addProperty("msgs_per_s", Math.round(messagesPerSecond));
    return json;
  }
}
