package io.skein.peer.model;

/**
 * Immutable. A range of message ids.
 *
 * @param source whose messages
 * @param first first sequence, at least 1
 * @param last last sequence, inclusive; there is one above it
 */
public record SequenceRange(OriginLane source, long first, long last) {
  public SequenceRange {
    if (first < 1 || last < first || last == Long.MAX_VALUE) {
      throw new IllegalArgumentException(
          "sequence range is " + first + ".." + last + ", expected 1 <= first <= last");
    }
  }

  /** How many messages. */
  public long count() {
    return last - first + 1;
  }
}
