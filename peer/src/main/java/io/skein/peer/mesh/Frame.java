package io.skein.peer.mesh;

import com.google.protobuf.ByteString;
import io.skein.peer.membership.ViewMessage;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.ChunkList;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.RecordId;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.model.Trust;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Immutable. One unit of the overlay protocol, see {@code overlay_service.proto}. */
public sealed interface Frame {
  /** What travels in the lanes of a link: a batch, or a part of one. */
  sealed interface Cargo extends Frame permits BatchFrame, Part {
    OriginLane source();

    /** Sequence of the first message of the batch. */
    long first();

    /** About how many bytes it has. */
    int size();

    /** Header of the batch that is complete with it, as far as the sender knows; else null. */
    @Nullable BatchHeader completes();
  }

  /** What a link only hands on to who spreads batches and records. */
  sealed interface Told extends Frame
      permits Pull,
          Missing,
          Announce,
          Graft,
          Prune,
          Attach,
          Presence,
          RecordGraft,
          RecordPrune,
          OverRate,
          TraceReport {}

  /** A part of a batch that is too large for one frame. */
  sealed interface Part extends Cargo permits BatchStart, Chunk {}

  /**
   * A batch with what changes at each hop.
   *
   * @param hops links crossed before the one that it is on
   * @param trace id of the trace, 16 bytes; empty unless the batch is traced
   * @param batch with its proof, if there is one
   */
  record BatchFrame(int hops, ByteString trace, Batch batch) implements Cargo {
    @Override
    public OriginLane source() {
      return batch.header().source();
    }

    @Override
    public long first() {
      return batch.header().first();
    }

    @Override
    public int size() {
      return batch.heldSize();
    }

    @Override
    public BatchHeader completes() {
      return batch.header();
    }

    /** The frame that this peer passes on. */
    public BatchFrame nextHop() {
      return new BatchFrame(hops + 1, trace, batch);
    }
  }

  /**
   * Begins a large batch; the first three as in {@link BatchFrame}.
   *
   * @param header as it stands in the batch
   * @param chunks what follows
   */
  record BatchStart(
      int hops, ByteString trace, ByteString proof, BatchHeader header, ChunkList chunks)
      implements Part {
    @Override
    public OriginLane source() {
      return header.source();
    }

    @Override
    public long first() {
      return header.first();
    }

    @Override
    public int size() {
      return chunks.hashes().size() + proof.size() + trace.size();
    }

    @Override
    public @Nullable BatchHeader completes() {
      return null;
    }

    /** The frame that this peer passes on. */
    public BatchStart nextHop() {
      return new BatchStart(hops + 1, trace, proof, header, chunks);
    }
  }

  /**
   * A piece of a batch that was begun.
   *
   * @param first sequence of the batch's first message
   * @param index its number, from 0
   * @param completes header of the batch, in its last chunk at a sender that has it whole
   */
  record Chunk(
      OriginLane source, long first, int index, ByteString data, @Nullable BatchHeader completes)
      implements Part {
    @Override
    public int size() {
      return data.size();
    }
  }

  /**
   * Asks not to be sent chunks.
   *
   * @param first sequence of the batch's first message
   * @param below chunks with a lower number are not wanted
   */
  record ChunkSkip(OriginLane source, long first, int below) implements Frame {
    /** Above the number of any chunk. */
    public static final int ALL = Integer.MAX_VALUE;

    /** Whether this is a chunk that is not wanted. */
    boolean skips(Cargo cargo) {
      return cargo instanceof Chunk chunk
          && chunk.index() < below
          && chunk.first() == first
          && chunk.source().equals(source);
    }

    /** Whether none of the chunks of a batch are wanted. */
    public boolean endsAll(BatchHeader header) {
      return below == ALL && header.first() == first && header.source().equals(source);
    }
  }

  /**
   * Introduces a side.
   *
   * @param record who it is; null if {@code fault} says what is wrong with it
   * @param tlsProof signature over the sender's TLS leaf, empty without TLS
   * @param links how many links the sender has
   * @param features optional ones that the sender understands
   * @param fault why the receiver's adapter does not believe it; null if it does
   */
  record Hello(
      int protocolMin,
      int protocolMax,
      @Nullable PeerRecord record,
      ByteString tlsProof,
      long bootNonce,
      int links,
      Set<String> features,
      @Nullable String fault)
      implements Frame {
    public Hello {
      features = Set.copyOf(features);
    }

    /** Whose word counts for this side. */
    Trust trust() {
      return features.contains(Trust.FEATURE) ? Trust.ORIGINS : Trust.LINKS;
    }

    /** Whether compressed batches may be sent to this side. */
    boolean takesCompressed() {
      return features.contains(BatchHeader.ZSTD);
    }

    /** Whether large batches may be sent to this side. */
    boolean takesChunks() {
      return features.contains(ChunkList.FEATURE);
    }
  }

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
  record Pull(SequenceRange range) implements Told {}

  /** Says that a pulled range is not to be had. */
  record Missing(SequenceRange range) implements Told {}

  /** What the sender has and does not send by itself (Plumtree: IHAVE). */
  record Announce(List<Announced> ranges, List<RecordId> records) implements Told {
    public Announce {
      ranges = List.copyOf(ranges);
      records = List.copyOf(records);
    }
  }

  /**
   * A range that the sender has.
   *
   * @param ageMicros how long it had the last of it before it said so, at least 0
   * @param oldest oldest sequence of the lane still in its log; from 1 to the first of the range
   */
  record Announced(SequenceRange range, long ageMicros, long oldest) {}

  /** Asks for a range, and for all later batches of its origin unasked. */
  record Graft(SequenceRange range) implements Told {}

  /** Asks not to be sent an origin's batches unasked. */
  record Prune(PeerId origin) implements Told {}

  /** Asks to be sent an origin's batches unasked: this way is faster. */
  record Attach(PeerId origin) implements Told {}

  /**
   * A peer record on its way.
   *
   * @param hops links crossed before the one that it is on
   */
  record Presence(int hops, PeerRecord record) implements Told {}

  /** Asks for a peer record that was announced, and to be sent all later ones unasked. */
  record RecordGraft(PeerId peer) implements Told {}

  /** Asks not to be sent peer records unasked. */
  record RecordPrune() implements Told {}

  /**
   * Tells the origin of a traced batch how it came to a peer.
   *
   * @param trace id of the trace, 16 bytes
   * @param from the neighbour from which the batch came first
   * @param hops links crossed until there, at least 1
   * @param linkMicros half the round-trip time of the last link; 0 until measured
   * @param relayMicros from the arrival until it was handed to the next links
   * @param asked whether the peer had asked for it, by a graft or a pull
   */
  record TraceReport(
      ByteString trace,
      PeerId peer,
      PeerId from,
      int hops,
      long linkMicros,
      long relayMicros,
      boolean asked)
      implements Told {}

  /**
   * Tells an origin that not all that it published was taken.
   *
   * @param bytesPerSecond what the sender takes of one origin, at least 1
   * @param messages how many it left out since it said so last, at least 1
   */
  record OverRate(long bytesPerSecond, long messages) implements Told {
    public OverRate {
      if (bytesPerSecond < 1 || messages < 1) {
        throw new IllegalArgumentException(
            "over rate has %d bytes a second and %d messages, expected at least 1 each"
                .formatted(bytesPerSecond, messages));
      }
    }
  }

  /** What neighbours tell each other about who is there. */
  record Membership(ViewMessage message) implements Frame {}

  /**
   * Measures the round trip.
   *
   * @param links how many links the sender has
   */
  record Ping(long nonce, int links) implements Frame {}

  /** Answers a ping. */
  record Pong(long nonce) implements Frame {}

  /** Ends the link. */
  record Goodbye(DisconnectReason reason, String detail, long retryAfterMillis) implements Frame {}
}
