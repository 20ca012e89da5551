package io.skein.peer.membership;

import com.google.common.primitives.ImmutableLongArray;
import io.skein.peer.model.PeerRecord;
import java.util.List;

/**
 * Immutable. What neighbours tell each other about who is there; see {@code overlay_service.proto}.
 */
public sealed interface ViewMessage {
  /** The sender has just come: make it known at random places, and tell it of others. */
  record Join() implements ViewMessage {}

  /** Makes a joined peer known at a random place, so many hops away. */
  record JoinWalk(PeerRecord joiner, int hopsToLive) implements ViewMessage {}

  /** Brings known peers to a random place; the reply comes back along the same way. */
  record Shuffle(long nonce, int hopsToLive, List<PeerRecord> records) implements ViewMessage {
    public Shuffle {
      records = List.copyOf(records);
    }
  }

  /** Answers a shuffle, or a join with nonce 0. */
  record ShuffleReply(long nonce, List<PeerRecord> records) implements ViewMessage {
    public ShuffleReply {
      records = List.copyOf(records);
    }
  }

  /** What the sender's directory holds, in short; the other answers with what it may lack. */
  record DirectoryDigest(ImmutableLongArray buckets) implements ViewMessage {}

  /** What the other's directory may lack. */
  record DirectoryRecords(List<KnownPeer> records) implements ViewMessage {
    public DirectoryRecords {
      records = List.copyOf(records);
    }
  }

  /**
   * A record, and how long ago its peer was last heard of.
   *
   * @param ageMillis at least 0
   */
  record KnownPeer(PeerRecord record, long ageMillis) {}
}
