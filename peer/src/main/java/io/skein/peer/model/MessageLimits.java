package io.skein.peer.model;

/** Bounds of one message, however it is published; see {@code docs/limits.md}. */
public final class MessageLimits {
  /** Bytes of a payload, unless a peer is told otherwise. */
  public static final int PAYLOAD_BYTES = 1 << 20;

  /** Messages and groups in each other, in what is read from others. */
  public static final int NESTING = 32;

  /** Headers of a message. */
  public static final int HEADERS = 32;

  /** Bytes of the names and values of all headers of a message. */
  public static final int HEADER_BYTES = 4 << 10;

  private MessageLimits() {}
}
