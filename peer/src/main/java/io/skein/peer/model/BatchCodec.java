package io.skein.peer.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Stateless. Wire form of {@code skein.app.v1.MessageBatch}, by hand: sealing copies the messages
 * that the app sent, and reading parses the header and leaves the messages alone, which generated
 * code cannot do.
 */
public final class BatchCodec {
  /** Tag byte of the header field. */
  private static final int HEADER_TAG = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  /** Tag byte of each message, in a batch and in a publish request alike. */
  public static final int MESSAGE_TAG = 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private static final int LENGTH = WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int VARINT = WireFormat.WIRETYPE_VARINT;
  private static final int FIXED64 = WireFormat.WIRETYPE_FIXED64;
  private static final int COMPRESSION_ZSTD = 1;

  private static final int MAX_HEADER_FIELDS = 512;

  /** Runs of so many bytes are joined as they are; smaller ones are cheaper to copy. */
  private static final int JOINED_RUN = 4 << 10;

  private BatchCodec() {}

  /**
   * Makes a batch of messages that are in wire form already.
   *
   * @param messages runs of message fields, each with its tag; as many messages as the header says
   */
  public static Batch encode(BatchHeader header, List<ByteString> messages) {
    int size = 0;
    for (ByteString run : messages) {
      size += run.size();
    }
    boolean joins = size >= messages.size() * JOINED_RUN;
    byte[] bytes = withRoom(header, joins ? 0 : size);
    ByteString batch = UnsafeByteOperations.unsafeWrap(bytes);
    int offset = bytes.length - size;
    for (ByteString run : messages) {
      if (joins) {
        batch = batch.concat(run);
      } else {
        run.copyTo(bytes, offset);
        offset += run.size();
      }
    }
    return new Batch(header, batch);
  }

  /** The bytes of a batch, as many as asked for behind the header still to be filled. */
  public static byte[] withRoom(BatchHeader header, int room) {
    int size = headerSize(header);
    int end = 1 + CodedOutputStream.computeUInt32SizeNoTag(size) + size;
    byte[] bytes = new byte[end + room];
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes, 0, end);
      out.writeUInt32NoTag(HEADER_TAG);
      out.writeUInt32NoTag(size);
      writeHeader(header, out);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  private static int headerSize(BatchHeader header) {
    OriginLane source = header.source();
    return CodedOutputStream.computeBytesSize(1, source.origin().bytes())
        + CodedOutputStream.computeUInt64Size(2, source.epoch())
        + CodedOutputStream.computeEnumSize(3, source.lane().number())
        + CodedOutputStream.computeUInt64Size(4, header.first())
        + CodedOutputStream.computeUInt32Size(5, header.count())
        + CodedOutputStream.computeStringSize(6, header.type().name())
        + CodedOutputStream.computeFixed64Size(7, header.sealedAtMicros())
        + (header.isCompressed()
            ? CodedOutputStream.computeEnumSize(8, COMPRESSION_ZSTD)
                + CodedOutputStream.computeUInt32Size(9, header.expandedBytes())
            : 0);
  }

  private static void writeHeader(BatchHeader header, CodedOutputStream out) throws IOException {
    OriginLane source = header.source();
    out.writeBytes(1, source.origin().bytes());
    out.writeUInt64(2, source.epoch());
    out.writeEnum(3, source.lane().number());
    out.writeUInt64(4, header.first());
    out.writeUInt32(5, header.count());
    out.writeString(6, header.type().name());
    out.writeFixed64(7, header.sealedAtMicros());
    if (header.isCompressed()) {
      out.writeEnum(8, COMPRESSION_ZSTD);
      out.writeUInt32(9, header.expandedBytes());
    }
  }

  /**
   * Reads the header of a batch; the messages stay unread.
   *
   * @throws InvalidProtocolBufferException if the bytes are not a batch that starts with a valid
   *     header
   */
  public static Batch decode(ByteString bytes) throws InvalidProtocolBufferException {
    CodedInputStream in = bytes.newCodedInput();
    in.setRecursionLimit(MessageLimits.NESTING);
    try {
      if (in.readTag() != HEADER_TAG) {
        throw new InvalidProtocolBufferException("batch does not start with its header");
      }
      int limit = in.pushLimit(in.readRawVarint32());
      BatchHeader header = readHeader(in);
      in.popLimit(limit);
      return new Batch(header, bytes);
    } catch (IllegalArgumentException e) {
      throw new InvalidProtocolBufferException("batch header: " + e.getMessage());
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }

  private static BatchHeader readHeader(CodedInputStream in) throws IOException {
    ByteString origin = ByteString.EMPTY;
    long epoch = 0;
    int lane = 0;
    long first = 0;
    int count = 0;
    String type = "";
    long sealedAt = 0;
    int compression = 0;
    int expanded = 0;
    for (int fields = 0; fields < MAX_HEADER_FIELDS; fields++) {
      int tag = in.readTag();
      switch (tag) {
        case 0 -> {
          if (compression != (expanded == 0 ? 0 : COMPRESSION_ZSTD)) {
            throw new InvalidProtocolBufferException("batch header: compression " + compression);
          }
          return new BatchHeader(
              new OriginLane(new PeerId(origin), epoch, Lane.of(lane)),
              first,
              count,
              new MessageType(type),
              sealedAt,
              expanded);
        }
        case 1 << 3 | LENGTH -> origin = in.readBytes();
        case 2 << 3 | VARINT -> epoch = in.readUInt64();
        case 3 << 3 | VARINT -> lane = in.readEnum();
        case 4 << 3 | VARINT -> first = in.readUInt64();
        case 5 << 3 | VARINT -> count = in.readUInt32();
        case 6 << 3 | LENGTH -> type = in.readStringRequireUtf8();
        case 7 << 3 | FIXED64 -> sealedAt = in.readFixed64();
        case 8 << 3 | VARINT -> compression = in.readEnum();
        case 9 << 3 | VARINT -> expanded = in.readUInt32();
        default -> skip(in, tag);
      }
    }
    throw new InvalidProtocolBufferException("batch header has too many fields");
  }

  private static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new InvalidProtocolBufferException("batch header: the end of a group that never began");
    }
  }

  /**
   * Looks through a batch that is not compressed and is to be delivered.
   *
   * @throws InvalidProtocolBufferException unless it holds what its header says, and nothing that
   *     generated code cannot read
   */
  public static void checkReadable(Batch batch) throws InvalidProtocolBufferException {
    BatchBody.check(batch);
  }

  /**
   * Takes messages out of a readable batch, for one delivery.
   *
   * @param from index of the first message, from 0
   * @param to index after the last message, above {@code from}
   */
  public static Batch slice(Batch batch, int from, int to) throws InvalidProtocolBufferException {
    BatchHeader header = batch.header();
    if (from == 0 && to == header.count()) {
      return batch;
    }
    ByteString run = messageRun(batch.bytes(), from, to);
    return encode(
        new BatchHeader(
            header.source(),
            header.first() + from,
            to - from,
            header.type(),
            header.sealedAtMicros()),
        List.of(run));
  }

  /** What follows the header: messages, or compressed ones. */
  public static ByteString body(Batch batch) throws InvalidProtocolBufferException {
    CodedInputStream in = batch.bytes().newCodedInput();
    try {
      in.readTag();
      in.skipRawBytes(in.readRawVarint32());
      return batch.bytes().substring(in.getTotalBytesRead());
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }

  private static ByteString messageRun(ByteString bytes, int from, int to)
      throws InvalidProtocolBufferException {
    CodedInputStream in = bytes.newCodedInput();
    try {
      int index = 0;
      int start = -1;
      while (index < to) {
        int fieldStart = in.getTotalBytesRead();
        int tag = in.readTag();
        in.skipField(tag);
        if (tag == MESSAGE_TAG) {
          start = index == from ? fieldStart : start;
          index++;
        }
      }
      return bytes.substring(start, in.getTotalBytesRead());
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }
}
