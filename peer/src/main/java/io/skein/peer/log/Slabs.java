package io.skein.peer.log;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.skein.peer.model.Batch;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Where the log keeps the bytes of its batches: one behind the other
 * in arrays of 1 MiB, which are used again once all of their batches have left the log. What lives
 * for as long as the log holds it would be copied by the collector again and again, and die when it
 * is old.
 *
 * <p>So bytes from the log are good until their entry is evicted: whoever wants them longer copies
 * them. Queues hold what arrived, not what is here.
 */
public final class Slabs implements BatchMemory {
  /** With the array's header exactly 1 MiB, so that G1 gives each a region of its own. */
  static final int BYTES = (1 << 20) - 16;

  /** What is larger stays in its own array; so at most an eighth of a slab is left empty. */
  static final int LARGEST = BYTES / 8;

  private static final class Slab {
    final byte[] bytes = new byte[BYTES];
    int used;
    int batches;
  }

  private final ArrayDeque<Slab> slabs = new ArrayDeque<>();
  private @Nullable Slab spare;

  @Override
  public Batch keep(Batch batch) {
    int size = batch.heldSize();
    if (size > LARGEST) {
      return batch;
    }
    Slab slab = slabs.peekLast();
    if (slab == null || BYTES - slab.used < size) {
      slab = next();
      slabs.add(slab);
    }
    Batch kept =
        new Batch(
            batch.header(),
            copy(batch.bytes(), slab, slab.used),
            copy(batch.proof(), slab, slab.used + batch.size()));
    slab.used += size;
    slab.batches++;
    return kept;
  }

  private static ByteString copy(ByteString bytes, Slab slab, int offset) {
    if (bytes.isEmpty()) {
      return bytes;
    }
    bytes.copyTo(slab.bytes, offset);
    return UnsafeByteOperations.unsafeWrap(slab.bytes, offset, bytes.size());
  }

  private Slab next() {
    Slab next = spare;
    spare = null;
    return next == null ? new Slab() : next;
  }

  @Override
  public void evicted(Batch batch) {
    if (batch.heldSize() > LARGEST) {
      return;
    }
    Slab oldest = slabs.element();
    oldest.batches--;
    if (oldest.batches == 0) {
      slabs.remove();
      oldest.used = 0;
      spare = oldest;
    }
  }

  /** Bytes of all arrays. */
  long capacity() {
    return (long) BYTES * (slabs.size() + (spare == null ? 0 : 1));
  }
}
