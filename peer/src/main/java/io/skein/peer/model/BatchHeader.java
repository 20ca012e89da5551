package io.skein.peer.model;

/**
 * Immutable. What a batch holds.
 *
 * @param source who published, in which boot and on which lane
 * @param first sequence of its first message, at least 1
 * @param count number of its messages, at least 1
 * @param type type of all its messages
 * @param sealedAtMicros wall clock of the origin when it was sealed, microseconds since 1970
 * @param expandedBytes what the messages expand to, at most {@link #MAX_EXPANDED_BYTES}; 0 if they
 *     are not compressed
 */
public record BatchHeader(
    OriginLane source,
    long first,
    int count,
    MessageType type,
    long sealedAtMicros,
    int expandedBytes) {
  /** Feature of peers that take compressed batches. */
  public static final String ZSTD = "zstd";

  /** As much as a link would carry without compression. */
  public static final int MAX_EXPANDED_BYTES = 4 << 20;

  public BatchHeader {
    if (first < 1 || count < 1 || first > Long.MAX_VALUE - count) {
      throw new IllegalArgumentException(
          "batch has sequence " + first + " and count " + count + ", expected at least 1 each");
    }
    if (expandedBytes < 0 || expandedBytes > MAX_EXPANDED_BYTES) {
      throw new IllegalArgumentException(
          "batch expands to %s bytes, the limit is %d"
              .formatted(Integer.toUnsignedString(expandedBytes), MAX_EXPANDED_BYTES));
    }
  }

  /** Of a batch whose messages are not compressed. */
  public BatchHeader(
      OriginLane source, long first, int count, MessageType type, long sealedAtMicros) {
    this(source, first, count, type, sealedAtMicros, 0);
  }

  /** The same, with messages that expand to so many bytes; 0 if they are not compressed. */
  public BatchHeader expandingTo(int bytes) {
    return new BatchHeader(source, first, count, type, sealedAtMicros, bytes);
  }

  /** The same with an equal source and an equal type, of which many headers share one object. */
  public BatchHeader sharing(OriginLane equalSource, MessageType equalType) {
    return new BatchHeader(equalSource, first, count, equalType, sealedAtMicros, expandedBytes);
  }

  /** Whether the messages have to be expanded to be read. */
  public boolean isCompressed() {
    return expandedBytes != 0;
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
