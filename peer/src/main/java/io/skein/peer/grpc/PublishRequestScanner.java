package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.grpc.Status;
import io.grpc.StatusException;
import io.skein.peer.model.Lane;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.Receipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Confined to one call. Reads a PublishRequest or PublishStreamRequest, which share their field
 * numbers, without taking its messages apart: checks each and finds runs of them that can be copied
 * into a batch.
 */
final class PublishRequestScanner {
  /** Bytes of a run of several messages: one run fills a batch at most. */
  private static final int RUN_BYTES = 16 << 10;

  private static final int PAYLOAD_TAG = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  /**
   * Messages that lie one behind the other.
   *
   * @param bytes message fields with their tags
   * @param count how many
   */
  record Run(ByteString bytes, int count) {}

  private final byte[] data;
  private final long maxPayload;
  private final ByteString bytes;
  private final CodedInputStream in;
  private final List<Run> runs = new ArrayList<>();
  private String type = "";
  private Lane lane = Lane.NORMAL;
  private int receipt;
  private String idempotencyKey = "";
  private boolean failWhenNotReady;
  private int runStart = -1;
  private int runEnd;
  private int runCount;
  private int count;

  private PublishRequestScanner(byte[] data, long maxPayload) {
    this.data = data;
    this.maxPayload = maxPayload;
    this.bytes = UnsafeByteOperations.unsafeWrap(data);
    this.in = bytes.newCodedInput();
    in.setRecursionLimit(GrpcLimits.NESTING);
  }

  /**
   * Reads a request.
   *
   * @param maxPayload bytes of the largest message
   * @throws StatusException with the answer to a bad one
   */
  static PublishRequestScanner scan(byte[] data, long maxPayload) throws StatusException {
    PublishRequestScanner scanner = new PublishRequestScanner(data, maxPayload);
    try {
      scanner.scan();
    } catch (InvalidProtocolBufferException e) {
      throw Statuses.notProtobuf("request", e, scanner.in).asException();
    } catch (IOException e) {
      throw Statuses.invalid(String.valueOf(e.getMessage())).asException();
    }
    return scanner;
  }

  private void scan() throws IOException, StatusException {
    for (int start = 0, tag = in.readTag(); tag != 0; tag = in.readTag()) {
      checkWireType(tag);
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> type = in.readStringRequireUtf8();
        case 2 -> message(start);
        case 3 -> lane = laneOf(in.readEnum());
        case 4 -> receipt = receiptOf(in.readEnum());
        case 5 -> idempotencyKey = keyOf(in.readStringRequireUtf8());
        case 6 -> failWhenNotReady = in.readBool();
        default -> in.skipField(tag);
      }
      start = in.getTotalBytesRead();
    }
    endRun();
  }

  /** What is read without a look at its wire type would shift everything behind it. */
  private static void checkWireType(int tag) throws InvalidProtocolBufferException {
    int field = WireFormat.getTagFieldNumber(tag);
    int expected =
        switch (field) {
          case 1, 2, 5 -> WireFormat.WIRETYPE_LENGTH_DELIMITED;
          case 3, 4, 6 -> WireFormat.WIRETYPE_VARINT;
          default -> WireFormat.getTagWireType(tag);
        };
    if (WireFormat.getTagWireType(tag) != expected) {
      throw new InvalidProtocolBufferException("field " + field + " has the wrong wire type");
    }
  }

  private void message(int start) throws IOException, StatusException {
    int size = in.readRawVarint32();
    int body = in.getTotalBytesRead();
    if (size < 0 || size > data.length - body) {
      throw new InvalidProtocolBufferException("message " + count + " is cut short");
    }
    in.skipRawBytes(size);
    if (!isPayloadOnly(body, size)) {
      checkWhole(body, size);
    } else if (size > maxPayload + payloadHead(maxPayload)) {
      throw Statuses.tooLarge("message " + count, size, maxPayload).asException();
    }
    append(start, body + size);
  }

  /** Bytes of the tag and the length before a payload. */
  private static int payloadHead(long payload) {
    return 1 + CodedOutputStream.computeUInt64SizeNoTag(payload);
  }

  /** The usual message: one payload field and nothing else; all others are parsed. */
  private boolean isPayloadOnly(int body, int size) {
    if (size == 0) {
      return true;
    }
    if (data[body] != PAYLOAD_TAG) {
      return false;
    }
    int position = body + 1;
    int end = body + size;
    long length = 0;
    for (int shift = 0; position < end && shift < 35; shift += 7) {
      byte b = data[position++];
      length |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return length == end - position;
      }
    }
    return false;
  }

  private void checkWhole(int body, int size) throws IOException, StatusException {
    if (size > maxPayload + GrpcLimits.HEADER_BYTES * 2) {
      throw Statuses.tooLarge("message " + count, size, maxPayload).asException();
    }
    Message message = Message.parseFrom(bytes.substring(body, body + size));
    if (message.getPayload().size() > maxPayload) {
      int payload = message.getPayload().size();
      throw Statuses.tooLarge("message " + count, payload, maxPayload).asException();
    }
    int headerBytes = 0;
    for (var header : message.getHeadersMap().entrySet()) {
      headerBytes += ByteString.copyFromUtf8(header.getKey()).size();
      headerBytes += ByteString.copyFromUtf8(header.getValue()).size();
    }
    if (message.getHeadersCount() > GrpcLimits.HEADERS || headerBytes > GrpcLimits.HEADER_BYTES) {
      throw Statuses.invalid(
              "message %d has %d headers of %d bytes, expected at most %d of %d bytes together"
                  .formatted(
                      count,
                      message.getHeadersCount(),
                      headerBytes,
                      GrpcLimits.HEADERS,
                      GrpcLimits.HEADER_BYTES))
          .asException();
    }
  }

  private void append(int start, int end) {
    if (runStart >= 0 && (runEnd != start || end - runStart > RUN_BYTES)) {
      endRun();
    }
    if (runStart < 0) {
      runStart = start;
    }
    runEnd = end;
    runCount++;
    count++;
  }

  private void endRun() {
    if (runStart >= 0) {
      runs.add(new Run(bytes.substring(runStart, runEnd), runCount));
      runStart = -1;
      runCount = 0;
    }
  }

  private static Lane laneOf(int number) throws StatusException {
    if (number < 0 || number > Lane.values().length) {
      throw Statuses.invalid("lane is " + number + ", expected LANE_URGENT, _NORMAL or _BULK")
          .asException();
    }
    return number == 0 ? Lane.NORMAL : Lane.of(number);
  }

  private static int receiptOf(int number) throws StatusException {
    if (number < 0 || number > Receipt.RECEIPT_RELAYED_VALUE) {
      throw Statuses.invalid(
              "receipt is " + number + ", expected RECEIPT_ACCEPTED or RECEIPT_RELAYED")
          .asException();
    }
    return number;
  }

  private static String keyOf(String key) throws StatusException {
    int size = ByteString.copyFromUtf8(key).size();
    if (size > GrpcLimits.IDEMPOTENCY_KEY_BYTES) {
      Status status =
          Statuses.invalid(
              "idempotency_key has %d bytes, expected at most %d"
                  .formatted(size, GrpcLimits.IDEMPOTENCY_KEY_BYTES));
      throw status.asException();
    }
    return key;
  }

  /** The type as it stands in the request; may be empty. */
  String type() {
    return type;
  }

  Lane lane() {
    return lane;
  }

  /** Number of the wanted receipt. */
  int receipt() {
    return receipt;
  }

  /** Empty if there is none. */
  String idempotencyKey() {
    return idempotencyKey;
  }

  boolean failWhenNotReady() {
    return failWhenNotReady;
  }

  List<Run> runs() {
    return runs;
  }

  /** Number of messages. */
  int count() {
    return count;
  }
}
