package io.skein.peer.compression;

import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Pattern;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What a peer does about compression.
 *
 * @param compressor null if it can neither compress nor expand
 * @param types what it compresses of what it publishes; empty means nothing
 * @param leastBytes smaller batches are left alone
 */
public record CompressionConfig(
    @Nullable Compressor compressor, List<Pattern> types, long leastBytes) {
  /** Smaller batches gain little, unless told otherwise. */
  public static final long LEAST_BYTES = 1 << 10;

  /** Neither compresses nor expands. */
  public static final CompressionConfig NONE = new CompressionConfig(null, List.of(), 1);

  public CompressionConfig {
    types = List.copyOf(types);
    if (compressor == null && !types.isEmpty()) {
      throw new IllegalArgumentException(
          "to compress needs the library zstd-jni, which is not on the class path or does not load"
              + " on this machine");
    }
    if (leastBytes < 1) {
      throw new IllegalArgumentException("least bytes are " + leastBytes + ", expected 1 or more");
    }
  }

  /**
   * Expands with zstd if its library is there, and compresses with it.
   *
   * @throws IllegalArgumentException if types are to be compressed and it is not
   */
  public static CompressionConfig zstd(List<Pattern> types, long leastBytes) {
    return new CompressionConfig(Compressor.zstd().orElse(null), types, leastBytes);
  }

  /** What others are told that this peer understands. */
  public Set<String> features() {
    return compressor == null ? Set.of() : Set.of(BatchHeader.ZSTD);
  }
}
