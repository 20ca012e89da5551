package io.skein.peer.cli;

import com.google.common.io.BaseEncoding;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.Gap;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.SequenceRange;
import java.util.TreeMap;

/** One object a line for programs, gaps too. */
record JsonOutput(Terminal terminal) implements SubscriptionOutput {
  @Override
  public void message(BatchHeader header, long sequence, Message message) {
    var line = new JsonObject();
    line.addProperty("type", header.getType());
    line.addProperty("origin", peerName(header.getOrigin()));
    line.addProperty("epoch", header.getEpoch());
    line.addProperty("lane", Words.of(header.getLane()));
    line.addProperty("sequence", sequence);
    addPayload(line, message.getPayload());
    var headers = new JsonObject();
    new TreeMap<>(message.getHeadersMap()).forEach(headers::addProperty);
    line.add("headers", headers);
    print(line);
  }

  @Override
  public void gap(Gap gap) {
    var inner = new JsonObject();
    inner.addProperty("count", gap.getCount());
    inner.addProperty("exact", gap.getCountIsExact());
    inner.addProperty("reason", Words.of(gap.getReason()));
    var ranges = new JsonArray();
    gap.getRangesList().stream().map(JsonOutput::range).forEach(ranges::add);
    inner.add("ranges", ranges);
    var line = new JsonObject();
    line.add("gap", inner);
    print(line);
  }

  private static JsonObject range(SequenceRange range) {
    var json = new JsonObject();
    json.addProperty("origin", peerName(range.getFirst().getOrigin()));
    json.addProperty("epoch", range.getFirst().getEpoch());
    json.addProperty("lane", Words.of(range.getFirst().getLane()));
    json.addProperty("first", range.getFirst().getSequence());
    json.addProperty("last", range.getLastSequence());
    return json;
  }

  private static void addPayload(JsonObject line, ByteString payload) {
    if (payload.isValidUtf8()) {
      line.addProperty("payload", payload.toStringUtf8());
    } else {
      line.addProperty("payload_base64", BaseEncoding.base64().encode(payload.toByteArray()));
    }
  }

  /** Not checked: what a peer of another version sends is shown as it is. */
  static String peerName(ByteString peerId) {
    return BaseEncoding.base32().lowerCase().omitPadding().encode(peerId.toByteArray());
  }

  private void print(JsonObject line) {
    terminal.out().append(line.toString()).append('\n');
  }
}
