package io.skein.peer.compression;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import java.io.IOException;
import java.util.List;

/** Stateless. Wire form of a batch whose messages are compressed. */
final class PackedBatch {
  /** Tag byte of {@code compressed_messages}. */
  private static final int TAG = 3 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private PackedBatch() {}

  /**
   * Makes a batch.
   *
   * @param header says what it expands to
   */
  static Batch of(BatchHeader header, ByteString compressed) {
    ByteString.Output prefix = ByteString.newOutput(1 + Integer.BYTES);
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(prefix);
      out.writeUInt32NoTag(TAG);
      out.writeUInt32NoTag(compressed.size());
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return BatchCodec.encode(header, List.of(prefix.toByteString(), compressed));
  }

  /**
   * The batch as its origin sealed it.
   *
   * @throws InvalidProtocolBufferException if it does not hold exactly what its header says
   */
  static Batch expand(Batch packed, Compressor compressor) throws InvalidProtocolBufferException {
    byte[] compressed = compressed(packed).toByteArray();
    BatchHeader header = packed.header().expandingTo(0);
    int size = packed.header().expandedBytes();
    byte[] bytes = BatchCodec.withRoom(header, size);
    int start = bytes.length - size;
    if (!compressor.expand(compressed, bytes, start)
        || !holds(CodedInputStream.newInstance(bytes, start, size), header.count())) {
      throw new InvalidProtocolBufferException("the batch does not hold what its header says");
    }
    return new Batch(header, UnsafeByteOperations.unsafeWrap(bytes));
  }

  private static ByteString compressed(Batch packed) throws InvalidProtocolBufferException {
    CodedInputStream in = BatchCodec.body(packed).newCodedInput();
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == TAG) {
          return in.readBytes();
        }
        in.skipField(tag);
      }
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
    throw new InvalidProtocolBufferException("the batch has no compressed messages");
  }

  /** Whether there are that many messages and nothing else: a header, for one, would count. */
  private static boolean holds(CodedInputStream messages, int count) {
    try {
      int found = 0;
      for (int tag = messages.readTag(); tag != 0; tag = messages.readTag()) {
        if (tag != BatchCodec.MESSAGE_TAG) {
          return false;
        }
        messages.skipRawBytes(messages.readRawVarint32());
        found++;
      }
      return found == count;
    } catch (IOException e) {
      return false;
    }
  }
}
