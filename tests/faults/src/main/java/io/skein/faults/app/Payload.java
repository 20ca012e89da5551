package io.skein.faults.app;

import com.google.protobuf.ByteString;
import io.skein.faults.history.Content;
import io.skein.proto.app.v1.Lane;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Bytes that say whose they are, and no two alike; stateless. */
final class Payload {
  private static final char END = '|';

  private Payload() {}

  /** The payload of a message. */
  static ByteString of(String app, long number, int bytes) {
    byte[] payload = new byte[bytes];
    byte[] head = (app + " " + number + END).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(head, 0, payload, 0, head.length);
    long state = number * 0x9E3779B97F4A7C15L + app.hashCode();
    for (int i = head.length; i < bytes; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      payload[i] = (byte) (state >>> 56);
    }
    return ByteString.copyFrom(payload);
  }

  /** What a payload says it is; app "?" if it is none of ours. */
  static Content read(ByteString payload, String type, Lane lane) {
    String head =
        payload.substring(0, Math.min(64, payload.size())).toString(StandardCharsets.ISO_8859_1);
    int end = head.indexOf(END);
    int space = head.indexOf(' ');
    if (space < 1 || end < space || !head.substring(space + 1, end).matches("[0-9]{1,18}")) {
      return new Content("?", 0, type, lane.name(), hash(payload));
    }
    long number = Long.parseLong(head.substring(space + 1, end));
    return new Content(head.substring(0, space), number, type, lane.name(), hash(payload));
  }

  static long hash(ByteString payload) {
    CRC32C hash = new CRC32C();
    payload.asReadOnlyByteBufferList().forEach(hash::update);
    return hash.getValue();
  }
}
