package io.skein.peer.simulation;

import io.skein.peer.membership.ViewMessage;
import io.skein.peer.membership.ViewMessage.DirectoryDigest;
import io.skein.peer.membership.ViewMessage.DirectoryRecords;
import io.skein.peer.membership.ViewMessage.Join;
import io.skein.peer.membership.ViewMessage.JoinWalk;
import io.skein.peer.membership.ViewMessage.Shuffle;
import io.skein.peer.membership.ViewMessage.ShuffleReply;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Frame.Announce;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.Goodbye;
import io.skein.peer.mesh.Frame.Graft;
import io.skein.peer.mesh.Frame.Hello;
import io.skein.peer.mesh.Frame.Membership;
import io.skein.peer.mesh.Frame.Missing;
import io.skein.peer.mesh.Frame.Ping;
import io.skein.peer.mesh.Frame.Pong;
import io.skein.peer.mesh.Frame.Presence;
import io.skein.peer.mesh.Frame.Prune;
import io.skein.peer.mesh.Frame.Pull;
import io.skein.peer.mesh.Frame.RecordGraft;
import io.skein.peer.mesh.Frame.TraceReport;
import io.skein.peer.mesh.Frame.Watermarks;

/** Stateless. About how many bytes frames have on the wire, without writing them. */
final class FrameSizes {
  /** A signed record with one address and no tags. */
  private static final int RECORD = 260;

  private static final int LANE = 44;
  private static final int RANGE = 50;
  private static final int ANNOUNCED = RANGE + 8;
  private static final int RECORD_ID = 45;
  private static final int PEER_ID = 36;

  private FrameSizes() {}

  static int of(Frame frame) {
    return switch (frame) {
      case BatchFrame batch -> batch.batch().heldSize() + 16;
      case Frame.BatchStart start -> start.size() + 200;
      case Frame.Chunk chunk -> chunk.size() + 64;
      case Frame.ChunkSkip skip -> RANGE;
      case Ping ping -> 12;
      case Pong pong -> 12;
      case Announce announce ->
          8 + ANNOUNCED * announce.ranges().size() + RECORD_ID * announce.records().size();
      case Graft graft -> RANGE + 2;
      case Pull pull -> RANGE + 2;
      case Missing missing -> RANGE + 2;
      case Prune prune -> PEER_ID;
      case Frame.Attach attach -> PEER_ID;
      case Frame.RecordPrune prune -> 4;
      case RecordGraft graft -> PEER_ID;
      case Presence presence -> RECORD;
      case TraceReport report -> 2 * PEER_ID + 32;
      case Frame.OverRate notice -> 16;
      case Membership membership -> of(membership.message());
      case Watermarks watermarks -> 4 + (LANE + 16) * watermarks.watermarks().size();
      case Hello hello -> RECORD + 140;
      case Goodbye goodbye -> 8 + goodbye.detail().length();
    };
  }

  /** Whether a frame is there for the directories: the part that grows with the network. */
  static boolean isOfDirectory(Frame frame) {
    return switch (frame) {
      case Presence presence -> true;
      case RecordGraft graft -> true;
      case Frame.RecordPrune prune -> true;
      case Announce announce -> !announce.records().isEmpty();
      case Membership(DirectoryDigest digest) -> true;
      case Membership(DirectoryRecords records) -> true;
      case Frame.Cargo cargo -> false;
      case Frame.ChunkSkip skip -> false;
      case Ping ping -> false;
      case Pong pong -> false;
      case Graft graft -> false;
      case Pull pull -> false;
      case Missing missing -> false;
      case Prune prune -> false;
      case Frame.Attach attach -> false;
      case TraceReport report -> false;
      case Frame.OverRate notice -> false;
      case Membership membership -> false;
      case Watermarks watermarks -> false;
      case Hello hello -> false;
      case Goodbye goodbye -> false;
    };
  }

  private static int of(ViewMessage message) {
    return switch (message) {
      case Join join -> 4;
      case JoinWalk walk -> RECORD + 4;
      case Shuffle shuffle -> 12 + RECORD * shuffle.records().size();
      case ShuffleReply reply -> 12 + RECORD * reply.records().size();
      case DirectoryDigest digest -> 8 + Long.BYTES * digest.buckets().length();
      case DirectoryRecords records -> 4 + (RECORD + 4) * records.records().size();
    };
  }
}
