package io.skein.peer.dispatch;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Immutable. What a subscription has seen: for each lane the sequence that would come next. Means
 * the same at every peer of the network. Wire form: format number, entries, CRC-32C of what
 * precedes it.
 *
 * @param next next sequence for each lane
 */
public record ResumeToken(Map<OriginLane, Long> next) {
  private static final int FORMAT = 1;
  private static final int CHECKSUM_BYTES = 4;
  private static final int MAX_ENTRIES = 60_000;

  public ResumeToken {
    next = Map.copyOf(next);
  }

  /** The token as apps hold it. */
  public ByteString encode() {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeUInt32NoTag(FORMAT);
      out.writeUInt32NoTag(next.size());
      for (Map.Entry<OriginLane, Long> entry : next.entrySet()) {
        out.writeBytesNoTag(entry.getKey().origin().bytes());
        out.writeUInt64NoTag(entry.getKey().epoch());
        out.writeUInt32NoTag(entry.getKey().lane().number());
        out.writeUInt64NoTag(entry.getValue());
      }
      out.flush();
      out.writeFixed32NoTag(checksum(bytes.toByteString()));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if it is not one of ours, or damaged
   */
  public static ResumeToken decode(ByteString bytes) {
    int end = bytes.size() - CHECKSUM_BYTES;
    try {
      CodedInputStream tail = bytes.substring(Math.max(0, end)).newCodedInput();
      if (end < 2 || tail.readFixed32() != checksum(bytes.substring(0, end))) {
        throw notOurs();
      }
      CodedInputStream in = bytes.substring(0, end).newCodedInput();
      int format = in.readUInt32();
      int count = in.readUInt32();
      if (format != FORMAT || count < 0 || count > MAX_ENTRIES) {
        throw notOurs();
      }
      ResumeToken token = new ResumeToken(readEntries(in, count));
      if (!in.isAtEnd()) {
        throw notOurs();
      }
      return token;
    } catch (IOException e) {
      throw notOurs();
    }
  }

  private static Map<OriginLane, Long> readEntries(CodedInputStream in, int count)
      throws IOException {
    Map<OriginLane, Long> next = new HashMap<>();
    for (int i = 0; i < count; i++) {
      PeerId origin = new PeerId(in.readBytes());
      OriginLane source = new OriginLane(origin, in.readUInt64(), Lane.of(in.readUInt32()));
      long sequence = in.readUInt64();
      if (sequence < 1) {
        throw notOurs();
      }
      next.put(source, sequence);
    }
    return next;
  }

  /**
   * Whether the token leaves a lane out because its origin had started twice since: whatever there
   * was of it had been seen, or came too late.
   */
  boolean isForgotten(OriginLane source) {
    return !next.containsKey(source)
        && next.keySet().stream()
                .filter(known -> known.origin().equals(source.origin()))
                .mapToLong(OriginLane::epoch)
                .filter(epoch -> epoch > source.epoch())
                .distinct()
                .count()
            > 1;
  }

  private static IllegalArgumentException notOurs() {
    return new IllegalArgumentException(
        "resume_token is not one of Skein's, or damaged; pass on the bytes of a Checkpoint as they are");
  }

  private static int checksum(ByteString bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.asReadOnlyByteBuffer());
    return (int) crc.getValue();
  }
}
