package io.skein.peer.log;

/**
 * Immutable. What the log keeps of all origins together.
 *
 * @param origins tracked at once, and so many forgotten ones of which it still knows how far they
 *     had come; at least 2
 * @param waitingBytes batches that wait for earlier ones
 * @param missingRanges ranges of sequences that are missing; a batch that would make one more is
 *     not taken
 */
public record OriginLimits(int origins, long waitingBytes, int missingRanges) {
  public static final OriginLimits DEFAULT = new OriginLimits(10_000, 32L << 20, 100_000);

  public OriginLimits {
    if (origins < 2 || waitingBytes < 1 || missingRanges < 1) {
      throw new IllegalArgumentException(
          "limits of origins are %d origins, %d bytes, %d ranges; expected at least 2, 1 and 1"
              .formatted(origins, waitingBytes, missingRanges));
    }
  }
}
