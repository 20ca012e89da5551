package io.skein.peer.broadcast;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.BatchStart;
import io.skein.peer.mesh.Frame.Chunk;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. A large batch of which not all chunks are here yet, and to whom its
 * chunks are passed on meanwhile.
 */
final class Assembly {
  private final BatchStart start;
  private final byte[] bytes;
  private final BitSet present = new BitSet();
  private final Set<Link> downstream = new LinkedHashSet<>();
  private @Nullable Link source;
  private long progressNanos;

  Assembly(BatchStart start, Link source, long nowNanos) {
    this.start = start;
    this.bytes = new byte[start.chunks().size()];
    this.source = source;
    this.progressNanos = nowNanos;
  }

  BatchStart start() {
    return start;
  }

  /** Over which link it comes; null if that is gone. */
  @Nullable Link source() {
    return source;
  }

  /** It comes over another link from now on. */
  void comesOver(@Nullable Link link, long nowNanos) {
    source = link;
    progressNanos = nowNanos;
  }

  /** The neighbours that get its chunks as they come. */
  Set<Link> downstream() {
    return downstream;
  }

  /** Whether another neighbour begins the very same batch. */
  boolean isOf(BatchStart other) {
    return start.header().equals(other.header()) && start.chunks().equals(other.chunks());
  }

  /** Whether this is one of its chunks: listed, and the first one begins with the header. */
  boolean lists(Chunk chunk) {
    return start.chunks().lists(chunk.index(), chunk.data())
        && (chunk.index() > 0 || start.header().equals(headerOf(chunk.data())));
  }

  private static @Nullable BatchHeader headerOf(ByteString bytes) {
    try {
      return BatchCodec.decode(bytes).header();
    } catch (InvalidProtocolBufferException notABatch) {
      return null;
    }
  }

  /** Takes a chunk that is listed; false if it was here already. */
  boolean add(Chunk chunk, long nowNanos) {
    if (present.get(chunk.index())) {
      return false;
    }
    chunk.data().copyTo(bytes, start.chunks().offset(chunk.index()));
    present.set(chunk.index());
    progressNanos = nowNanos;
    return true;
  }

  /** Number of the first chunk that is not here. */
  int firstMissing() {
    return present.nextClearBit(0);
  }

  boolean isComplete() {
    return firstMissing() == start.chunks().count();
  }

  /** How long no chunk came. */
  long idleNanos(long nowNanos) {
    return nowNanos - progressNanos;
  }

  /** The frame that would have come, had it not been cut; only when it is complete. */
  BatchFrame whole() {
    Batch batch = new Batch(start.header(), UnsafeByteOperations.unsafeWrap(bytes), start.proof());
    return new BatchFrame(start.hops(), start.trace(), batch);
  }
}
