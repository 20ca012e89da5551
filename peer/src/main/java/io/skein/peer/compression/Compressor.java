package io.skein.peer.compression;

import java.util.Optional;

/** Makes bytes fewer, and expands them again. Confined to the owner thread of one peer. */
public interface Compressor {
  /**
   * Compresses bytes.
   *
   * @return how many bytes of {@code out} are filled; 0 if it is too small, whatever it holds then
   */
  int compress(byte[] in, byte[] out);

  /**
   * Expands bytes into an array, from an offset to its end; never writes more, nor takes other
   * memory for what they claim to hold.
   *
   * @return false if they do not expand to exactly so many, whatever the array holds then
   */
  boolean expand(byte[] in, byte[] out, int offset);

  /** Zstandard; empty if its library is not on the class path or does not load on this machine. */
  static Optional<Compressor> zstd() {
    try {
      return Optional.of(new ZstdCompressor());
    } catch (LinkageError e) {
      return Optional.empty();
    }
  }
}
