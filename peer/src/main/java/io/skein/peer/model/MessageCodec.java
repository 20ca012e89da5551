package io.skein.peer.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stateless. Wire form of {@code skein.app.v1.Message} by hand, for apps inside the process of the
 * peer: they hand over payloads, and what travels is the same as from anybody else.
 */
public final class MessageCodec {
  static final int PAYLOAD_TAG = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  static final int HEADER_FIELD = 2;
  private static final byte[] NO_HEADERS = {};

  private MessageCodec() {}

  /**
   * Headers as the end of a message.
   *
   * @throws IllegalArgumentException if there are too many, or they are too large together
   */
  public static byte[] headers(Map<String, String> headers) {
    if (headers.isEmpty()) {
      return NO_HEADERS;
    }
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    int size = 0;
    try {
      for (Map.Entry<String, String> header : headers.entrySet()) {
        byte[] name = header.getKey().getBytes(StandardCharsets.UTF_8);
        byte[] value = header.getValue().getBytes(StandardCharsets.UTF_8);
        size += name.length + value.length;
        out.writeTag(HEADER_FIELD, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(
            CodedOutputStream.computeByteArraySize(1, name)
                + CodedOutputStream.computeByteArraySize(2, value));
        out.writeByteArray(1, name);
        out.writeByteArray(2, value);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    check(headers.size(), size);
    return bytes.toByteString().toByteArray();
  }

  private static void check(int count, int bytes) {
    if (count > MessageLimits.HEADERS || bytes > MessageLimits.HEADER_BYTES) {
      throw new IllegalArgumentException(
          "message has %d headers of %d bytes, expected at most %d of %d bytes together"
              .formatted(count, bytes, MessageLimits.HEADERS, MessageLimits.HEADER_BYTES));
    }
  }

  /** Size of a message field with its tag. */
  public static int fieldSize(int payload, int headers) {
    int body = bodySize(payload, headers);
    return 1 + CodedOutputStream.computeUInt32SizeNoTag(body) + body;
  }

  private static int bodySize(int payload, int headers) {
    return 1 + CodedOutputStream.computeUInt32SizeNoTag(payload) + payload + headers;
  }

  /**
   * Writes a message field with its tag.
   *
   * @param target has room for {@link #fieldSize}
   * @param offset where to begin
   * @param from where the payload begins in its array
   * @param length of the payload
   * @param headers from {@link #headers}
   * @return where it ends
   */
  public static int write(
      byte[] target, int offset, byte[] payload, int from, int length, byte[] headers) {
    int end = offset;
    target[end++] = BatchCodec.MESSAGE_TAG;
    end = varint(target, end, bodySize(length, headers.length));
    target[end++] = PAYLOAD_TAG;
    end = varint(target, end, length);
    System.arraycopy(payload, from, target, end, length);
    end += length;
    System.arraycopy(headers, 0, target, end, headers.length);
    return end + headers.length;
  }

  private static int varint(byte[] target, int offset, int value) {
    int end = offset;
    int rest = value;
    while (rest > 0x7f) {
      target[end++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[end++] = (byte) rest;
    return end;
  }

  /** The headers of a message. */
  static Map<String, String> headersOf(ByteString body) throws IOException {
    CodedInputStream in = body.newCodedInput();
    Map<String, String> headers = new LinkedHashMap<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == HEADER_FIELD) {
        int limit = in.pushLimit(in.readRawVarint32());
        readHeader(in, headers);
        in.popLimit(limit);
      } else {
        in.skipField(tag);
      }
    }
    return headers;
  }

  private static void readHeader(CodedInputStream in, Map<String, String> headers)
      throws IOException {
    String name = "";
    String value = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> name = in.readStringRequireUtf8();
        case 2 -> value = in.readStringRequireUtf8();
        default -> in.skipField(tag);
      }
    }
    headers.put(name, value);
  }
}
