package io.skein.peer.model;

/**
 * Immutable. What a batch holds.
 *
 * @param source who published, in which boot and on which lane
 * @param first sequence of its first message, at least 1
 * @param count number of its messages, at least 1
 * @param type type of all its messages
 * @param sealedAtMicros wall clock of the origin when it was sealed, microseconds since 1970
 */
public record BatchHeader(
    OriginLane source, long first, int count, MessageType type, long sealedAtMicros) {
  public BatchHeader {
    if (first < 1 || count < 1 || first > Long.MAX_VALUE - count) {
      throw new IllegalArgumentException(
          "batch has sequence " + first + " and count " + count + ", expected at least 1 each");
    }
  }

  /** Sequence of the last message, inclusive. */
  public long last() {
    return first + count - 1;
  }

  /** All sequences of the batch. */
  public SequenceRange range() {
    return new SequenceRange(source, first, last());
  }
}
