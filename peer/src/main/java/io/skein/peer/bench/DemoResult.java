package io.skein.peer.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * What the demo found; immutable.
 *
 * @param published messages
 * @param publishedBytes bytes of their payloads
 * @param readySeconds from the start of the first process until all peers were linked
 * @param peers what each received, the publisher's own first
 */
record DemoResult(
    long published, long publishedBytes, double readySeconds, List<DemoPeerResult> peers) {
  DemoResult {
    peers = List.copyOf(peers);
  }

  /** Whether every peer received everything once, in order and unchanged. */
  boolean isClean() {
    return peers.stream().allMatch(DemoPeerResult::isClean);
  }

  /** For programs. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("peers", peers.size());
    json.addProperty("published", published);
    json.addProperty("published_bytes", publishedBytes);
    json.addProperty("ready_seconds", Digits.rounded(readySeconds, 3));
    JsonArray perPeer = new JsonArray();
    peers.forEach(peer -> perPeer.add(peer.json()));
    json.add("per_peer", perPeer);
    return json;
  }

  /** For people. */
  String table() {
    TextTable table =
        new TextTable(
            "peer",
            "received",
            "lost",
            "duplicated",
            "out of order",
            "content",
            "p50 us",
            "p99 us",
            "messages/s");
    for (int i = 0; i < peers.size(); i++) {
      DemoPeerResult peer = peers.get(i);
      table.row(
          "peer " + (i + 1),
          Digits.grouped(peer.received()),
          peer.lost(),
          peer.duplicated(),
          peer.outOfOrder(),
          peer.contentMatches() ? "same" : "DIFFERS",
          Digits.decimals(peer.p50(), 0),
          Digits.decimals(peer.p99(), 0),
          Digits.grouped(Math.round(peer.messagesPerSecond())));
    }
    return table.toString();
  }
}
