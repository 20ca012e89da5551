package io.skein.peer.grpc;

import com.google.common.collect.ImmutableMap;
import io.skein.peer.model.MessageLimits;
import java.util.Map;

/** The limits of gRPC on this peer's ports; see {@code docs/limits.md}. */
public final class GrpcLimits {
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

  static final int HEADERS = MessageLimits.HEADERS;
  static final int HEADER_BYTES = MessageLimits.HEADER_BYTES;
  static final int IDEMPOTENCY_KEY_BYTES = 64;

  private GrpcLimits() {}

  /**
   * Those that nobody sets, in pieces, bytes or seconds, by the name that metrics show.
   *
   * @param maxPayload what is set for messages
   */
  public static Map<String, Long> fixed(long maxPayload) {
    return ImmutableMap.<String, Long>builder()
        .put("max_app_request", (long) appRequest(maxPayload))
        .put("max_idempotency_keys", (long) IdempotencyKeys.MAX_KEYS)
        .put("max_watch_events", (long) PeerWatch.MAX_WAITING)
        .put("max_link_message", (long) MAX_LINK_MESSAGE)
        .put("max_record", (long) RecordCodec.MAX_BYTES)
        .put("max_kept_peers", (long) PeerSnapshot.MAX_PEERS)
        .put("stream_buffer", (long) READY_BYTES)
        .put("keepalive_interval", Transports.KEEPALIVE_SECONDS)
        .buildOrThrow();
  }

  /**
   * Bytes of one request on the app port, if messages have so many at most: what is a little too
   * large is read, so that the answer can say what to do.
   */
  static int appRequest(long maxPayload) {
    return Math.toIntExact(Math.max(LEAST_APP_REQUEST, 2 * maxPayload));
  }
}
