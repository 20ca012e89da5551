package io.skein.peer.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.skein.proto.app.v1.Counters;
import io.skein.proto.app.v1.GetPeerResponse;
import io.skein.proto.app.v1.LinkStatus;
import io.skein.proto.app.v1.PeerStatus;
import java.util.List;

/** What is known of peers as JSON; the names are those of the wire contract. */
final class PeerJson {
  private PeerJson() {}

  static JsonObject of(PeerStatus peer) {
    var json = new JsonObject();
    json.addProperty("peer", peer.getPeerName());
    json.addProperty("epoch", peer.getEpoch());
    json.add("addresses", array(peer.getAddressesList()));
    if (peer.hasLink()) {
      json.add("link", of(peer.getLink()));
    }
    json.addProperty("last_close_reason", peer.getLastCloseReason());
    json.addProperty("version", peer.getVersion());
    json.addProperty("penalty", peer.getPenalty());
    if (peer.hasBan()) {
      json.add("ban", BanTable.json(peer.getBan()));
    }
    return json;
  }

  static JsonObject of(GetPeerResponse peer) {
    var json = new JsonObject();
    json.addProperty("peer", peer.getPeerName());
    json.addProperty("epoch", peer.getEpoch());
    json.addProperty("network", peer.getNetwork());
    json.add("addresses", array(peer.getAddressesList()));
    json.addProperty("version", peer.getVersion());
    json.addProperty("secure", peer.getSecure());
    json.addProperty("ready", peer.getReady());
    json.add("not_ready_reasons", array(peer.getNotReadyReasonsList()));
    json.addProperty("throttled", peer.getThrottled());
    json.addProperty("ready_after_micros", peer.getReadyAfterMicros());
    json.addProperty("uptime_millis", peer.getUptimeMillis());
    json.addProperty("subscriptions", peer.getSubscriptions());
    var log = new JsonObject();
    log.addProperty("bytes", peer.getLog().getBytes());
    log.addProperty("max_bytes", peer.getLog().getMaxBytes());
    log.addProperty("batches", peer.getLog().getBatches());
    log.addProperty("oldest_position", peer.getLog().getOldestPosition());
    log.addProperty("next_position", peer.getLog().getNextPosition());
    json.add("log", log);
    json.add("counters", of(peer.getCounters()));
    return json;
  }

  private static JsonObject of(LinkStatus link) {
    var json = new JsonObject();
    json.addProperty("direction", Words.of(link.getDirection()));
    json.addProperty("rtt_micros", link.getRttMicros());
    json.addProperty("queued_bytes", link.getQueuedBytes());
    json.addProperty("received_bytes", link.getReceivedBytes());
    json.addProperty("sent_bytes", link.getSentBytes());
    json.addProperty("open_millis", link.getOpenMillis());
    json.addProperty("lazy", link.getLazy());
    json.addProperty("eager_origins", link.getEagerOrigins());
    json.addProperty("parent_origins", link.getParentOrigins());
    json.addProperty("unacknowledged_bytes", link.getUnacknowledgedBytes());
    json.addProperty("silent_millis", link.getSilentMillis());
    json.addProperty("remote_links", link.getRemoteLinks());
    return json;
  }

  private static JsonObject of(Counters counters) {
    var json = new JsonObject();
    json.addProperty("published", counters.getPublished());
    json.addProperty("received", counters.getReceived());
    json.addProperty("duplicates", counters.getDuplicates());
    json.addProperty("delivered", counters.getDelivered());
    json.addProperty("reported_lost", counters.getReportedLost());
    json.addProperty("repaired", counters.getRepaired());
    json.addProperty("given_up", counters.getGivenUp());
    json.addProperty("late", counters.getLate());
    return json;
  }

  private static JsonElement array(List<String> texts) {
    var array = new JsonArray();
    texts.stream().map(JsonPrimitive::new).forEach(array::add);
    return array;
  }
}
