package io.skein.peer.grpc;

import io.skein.peer.model.MessageLimits;

/** The limits of gRPC on this peer's ports; see {@code docs/limits.md}. */
final class GrpcLimits {
  /** Bytes of one request on the app port; two of the largest messages if that is more. */
  private static final int LEAST_APP_REQUEST = 4 << 20;

  /** Bytes of one message on a link: a batch for a peer that takes no chunks, or small frames. */
  static final int MAX_LINK_MESSAGE = 4 << 20;

  /** Messages and groups in each other, in what is read from others. */
  static final int NESTING = MessageLimits.NESTING;

  /** Bytes handed to gRPC for one stream before it says that it is not ready. */
  static final int READY_BYTES = 256 << 10;

  /** Bytes of one answer of a bootstrap server: 16 records of 4 KiB, and some room. */
  static final int MAX_BOOTSTRAP_ANSWER = 128 << 10;

  /** HTTP/2 flow-control window; smaller ones halve the speed, larger ones only queue. */
  static final int WINDOW = 1 << 20;

  static final int METADATA_SOFT = 8 << 10;
  static final int METADATA_HARD = 16 << 10;
  static final int OVERLAY_STREAMS = 16;
  static final int APP_STREAMS = 512;
  static final int HEADERS = MessageLimits.HEADERS;
  static final int HEADER_BYTES = MessageLimits.HEADER_BYTES;
  static final int IDEMPOTENCY_KEY_BYTES = 64;

  private GrpcLimits() {}

  /**
   * Bytes of one request on the app port, if messages have so many at most: what is a little too
   * large is read, so that the answer can say what to do.
   */
  static int appRequest(long maxPayload) {
    return Math.toIntExact(Math.max(LEAST_APP_REQUEST, 2 * maxPayload));
  }
}
