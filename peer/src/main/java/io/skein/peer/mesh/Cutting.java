package io.skein.peer.mesh;

import com.google.protobuf.ByteString;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.BatchStart;
import io.skein.peer.mesh.Frame.Chunk;
import io.skein.peer.mesh.Frame.Part;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.ChunkList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Cuts large batches for links. The last one is remembered, since it
 * goes to several links one after the other, and hashing costs more than all the rest.
 */
final class Cutting {
  /** The largest batch that goes whole to who takes no chunks: a message on a link has 4 MiB. */
  static final int MOST_WHOLE = (4 << 20) - (64 << 10);

  private @Nullable ByteString lastBytes;
  private @Nullable ChunkList lastChunks;

  /** Whether a batch is large. */
  static boolean isLarge(BatchFrame frame) {
    return frame.batch().size() > ChunkList.WHOLE_BYTES;
  }

  /** The parts of a large batch; they share its bytes. */
  List<Part> cut(BatchFrame frame) {
    ByteString bytes = frame.batch().bytes();
    BatchHeader header = frame.batch().header();
    ChunkList chunks = chunksOf(bytes);
    List<Part> parts = new ArrayList<>(chunks.count() + 1);
    parts.add(new BatchStart(frame.hops(), frame.trace(), frame.batch().proof(), header, chunks));
    for (int i = 0; i < chunks.count(); i++) {
      int from = chunks.offset(i);
      ByteString data = bytes.substring(from, from + chunks.length(i));
      BatchHeader completes = i == chunks.count() - 1 ? header : null;
      parts.add(new Chunk(header.source(), header.first(), i, data, completes));
    }
    return parts;
  }

  @SuppressWarnings("ReferenceEquality") // comparing the bytes would cost what is to be saved
  private ChunkList chunksOf(ByteString bytes) {
    ChunkList known = bytes == lastBytes ? lastChunks : null;
    ChunkList chunks = known == null ? ChunkList.of(bytes) : known;
    lastBytes = bytes;
    lastChunks = chunks;
    return chunks;
  }
}
