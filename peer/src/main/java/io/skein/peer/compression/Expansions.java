package io.skein.peer.compression;

import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.model.Batch;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. What apps get of compressed batches: each is expanded when it is
 * delivered first, and kept for other subscriptions as long as there is room.
 */
public final class Expansions {
  /** Bytes kept at most, with their bookkeeping. */
  public static final long MAX_BYTES = 8 << 20;

  /** Objects around the bytes: map entry, batch, header. */
  private static final int OVERHEAD = 256;

  private final @Nullable Compressor compressor;

  /** By position in the log, the one used longest ago first; empty if a batch is not readable. */
  private final Map<Long, Optional<Batch>> kept = new LinkedHashMap<>(16, 0.75f, true);

  private long keptBytes;
  private long count;
  private long bytes;

  /**
   * Expansions of one log.
   *
   * @param compressor null if nothing can be expanded
   */
  public Expansions(@Nullable Compressor compressor) {
    this.compressor = compressor;
  }

  /**
   * A batch as its origin sealed it; the very same if it is not compressed.
   *
   * @param position its place in the log
   * @throws InvalidProtocolBufferException if it does not hold what its header says, or this peer
   *     cannot expand it
   */
  public Batch expanded(Batch batch, long position) throws InvalidProtocolBufferException {
    if (!batch.header().isCompressed()) {
      return batch;
    }
    Optional<Batch> known = kept.get(position);
    if (known == null) {
      known = expand(batch);
      keep(position, known);
    }
    return known.orElseThrow(() -> new InvalidProtocolBufferException("batch is not readable"));
  }

  private Optional<Batch> expand(Batch batch) {
    if (compressor == null) {
      return Optional.empty();
    }
    try {
      Batch plain = PackedBatch.expand(batch, compressor);
      count++;
      bytes += plain.size();
      return Optional.of(plain);
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  private void keep(long position, Optional<Batch> expanded) {
    kept.put(position, expanded);
    keptBytes += weight(expanded);
    Iterator<Optional<Batch>> oldest = kept.values().iterator();
    while (keptBytes > MAX_BYTES) {
      keptBytes -= weight(oldest.next());
      oldest.remove();
    }
  }

  private static int weight(Optional<Batch> expanded) {
    return OVERHEAD + expanded.map(Batch::size).orElse(0);
  }

  /** Batches expanded since the start. */
  public long count() {
    return count;
  }

  /** Bytes of these batches, expanded. */
  public long bytes() {
    return bytes;
  }

  /** Bytes kept now, with their bookkeeping. */
  public long keptBytes() {
    return keptBytes;
  }
}
