package io.skein.peer.mesh;

import com.google.protobuf.ByteString;
import io.skein.peer.model.Batch;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.SequenceRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Immutable. One unit of the overlay protocol, see {@code overlay_service.proto}. */
public sealed interface Frame {
  /**
   * A batch with what changes at each hop.
   *
   * @param hops links crossed before the one that it is on
   * @param trace trace context, may be empty
   * @param proof proof of authorship, may be empty
   */
  record BatchFrame(int hops, ByteString trace, ByteString proof, Batch batch) implements Frame {
    /** The frame that this peer passes on. */
    BatchFrame nextHop() {
      return new BatchFrame(hops + 1, trace, proof, batch);
    }
  }

  /**
   * Introduces a side.
   *
   * @param record who it is; null if {@code fault} says what is wrong with it
   * @param tlsProof signature over the sender's TLS leaf, empty without TLS
   * @param fault why the receiver's adapter does not believe it; null if it does
   */
  record Hello(
      int protocolMin,
      int protocolMax,
      @Nullable PeerRecord record,
      ByteString tlsProof,
      long bootNonce,
      @Nullable String fault)
      implements Frame {}

  /** What a side has seen; with {@code more}, further parts follow. */
  record Watermarks(List<Watermark> watermarks, boolean more) implements Frame {}

  /**
   * What a side has seen of one lane.
   *
   * @param next everything below was seen or given up
   * @param oldest oldest sequence still in its log
   * @param end one above the highest sequence that it knows to exist
   */
  record Watermark(OriginLane source, long next, long oldest, long end) {
    public Watermark {
      if (oldest < 1 || next < oldest || end < next) {
        throw new IllegalArgumentException(
            "watermark is oldest %d, next %d, end %d, expected 1 <= oldest <= next <= end"
                .formatted(oldest, next, end));
      }
    }
  }

  /** Asks for the batches that hold a range. */
  record Pull(SequenceRange range) implements Frame {}

  /** Says that a pulled range is not to be had. */
  record Missing(SequenceRange range) implements Frame {}

  /** Measures the round trip. */
  record Ping(long nonce) implements Frame {}

  /** Answers a ping. */
  record Pong(long nonce) implements Frame {}

  /** Ends the link. */
  record Goodbye(DisconnectReason reason, String detail, long retryAfterMillis) implements Frame {}
}
