package io.skein.peer.model;

import com.google.protobuf.ByteString;
import java.util.List;

/** Proves which peer made a batch, and checks it; confined to the owner thread. */
public interface BatchProofs {
  /** What is to be thought of a batch. */
  enum Verdict {
    /** Its origin made it, or the network does not ask. */
    GOOD,
    /** It has no proof and needs one. */
    MISSING,
    /** Its proof is not one, or is of another batch, origin or network. */
    WRONG
  }

  /** For networks that trust their links: nothing is proved, and everything is believed. */
  BatchProofs NONE =
      new BatchProofs() {
        @Override
        public Trust trust() {
          return Trust.LINKS;
        }

        @Override
        public int most() {
          return 1;
        }

        @Override
        public List<Batch> prove(List<Batch> sealed) {
          return sealed;
        }

        @Override
        public Verdict check(Batch batch) {
          return Verdict.GOOD;
        }

        @Override
        public Verdict check(BatchHeader header, ChunkList chunks, ByteString proof) {
          return Verdict.GOOD;
        }

        @Override
        public long signatures() {
          return 0;
        }

        @Override
        public long verifications() {
          return 0;
        }
      };

  /** What the network asks for. */
  Trust trust();

  /** How many batches are proved together at most; at least 1. */
  int most();

  /**
   * Gives batches of this peer's own their proofs.
   *
   * @param sealed 1 to {@link #most()} of them
   * @return the same batches in the same order
   */
  List<Batch> prove(List<Batch> sealed);

  /** Judges a batch that came from a neighbour. */
  Verdict check(Batch batch);

  /**
   * Judges a large batch by its header and the list of its chunks, before it has come. What is good
   * vouches for each chunk that is listed.
   */
  Verdict check(BatchHeader header, ChunkList chunks, ByteString proof);

  /** Signatures made since the start. */
  long signatures();

  /** Signatures computed to check those of others since the start. */
  long verifications();
}
