package io.skein.peer.compression;

import com.google.protobuf.ByteString;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.Pattern;
import java.util.Arrays;
import java.util.List;

/** Stateless. Compressed batches for tests, honest ones and others. */
public final class PackedBatches {
  public static final Compressor ZSTD = Compressor.zstd().orElseThrow();

  /** Compresses everything from one byte on. */
  public static final CompressionConfig ALL =
      new CompressionConfig(ZSTD, List.of(Pattern.parse(">")), 1);

  private PackedBatches() {}

  /** A batch as its origin compresses it. */
  public static Batch pack(Batch batch) {
    return new Packing(ALL, () -> true).apply(batch);
  }

  /** A batch whose header says something, around what some bytes are compressed to. */
  public static Batch claiming(
      OriginLane source, long first, int count, int expandedBytes, byte[] messages) {
    byte[] out = new byte[messages.length + 100];
    ByteString compressed = ByteString.copyFrom(out, 0, ZSTD.compress(messages, out));
    return claiming(source, first, count, expandedBytes, compressed);
  }

  /** A batch whose header says something, around any bytes. */
  public static Batch claiming(
      OriginLane source, long first, int count, int expandedBytes, ByteString compressed) {
    BatchHeader header =
        new BatchHeader(source, first, count, new MessageType("t"), 1, expandedBytes);
    return PackedBatch.of(header, compressed);
  }

  /** The messages of a batch that is not compressed, in wire form. */
  public static byte[] messages(Batch batch) {
    byte[] all = batch.bytes().toByteArray();
    int room = all.length - BatchCodec.withRoom(batch.header(), 0).length;
    return Arrays.copyOfRange(all, all.length - room, all.length);
  }
}
