package io.skein.peer.grpc;

import com.google.common.primitives.ImmutableLongArray;
import io.skein.peer.membership.ViewMessage;
import io.skein.peer.model.PeerRecord;
import io.skein.proto.overlay.v1.DirectoryDigest;
import io.skein.proto.overlay.v1.DirectoryRecords;
import io.skein.proto.overlay.v1.Frame;
import io.skein.proto.overlay.v1.Join;
import io.skein.proto.overlay.v1.JoinWalk;
import io.skein.proto.overlay.v1.Shuffle;
import io.skein.proto.overlay.v1.ShuffleReply;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Confined to the owner thread. What is said about who is there, on the wire. */
final class MembershipFrames {
  static final int MAX_SHUFFLED = 16;
  static final int MAX_DIRECTORY_RECORDS = 64;
  static final int BUCKETS = 64;
  static final int MAX_HOPS_TO_LIVE = 6;

  /** Longer than any record lives, and nanoseconds of it fit into a long. */
  private static final long MAX_AGE_MILLIS = TimeUnit.DAYS.toMillis(365);

  private final ReceivedRecords records;

  MembershipFrames(ReceivedRecords records) {
    this.records = records;
  }

  /** Puts a message into a frame. */
  static void write(ViewMessage message, Frame.Builder out) {
    switch (message) {
      case ViewMessage.Join join -> out.setJoin(Join.getDefaultInstance());
      case ViewMessage.JoinWalk walk ->
          out.setJoinWalk(
              JoinWalk.newBuilder()
                  .setJoiner(RecordCodec.toProto(walk.joiner()))
                  .setHopsToLive(walk.hopsToLive()));
      case ViewMessage.Shuffle shuffle -> out.setShuffle(of(shuffle));
      case ViewMessage.ShuffleReply reply -> out.setShuffleReply(of(reply));
      case ViewMessage.DirectoryDigest digest ->
          out.setDirectoryDigest(
              DirectoryDigest.newBuilder().addAllBuckets(digest.buckets().asList()));
      case ViewMessage.DirectoryRecords known -> out.setDirectoryRecords(of(known));
    }
  }

  private static Shuffle of(ViewMessage.Shuffle shuffle) {
    return Shuffle.newBuilder()
        .setNonce(shuffle.nonce())
        .setHopsToLive(shuffle.hopsToLive())
        .addAllRecords(shuffle.records().stream().map(RecordCodec::toProto).toList())
        .build();
  }

  private static ShuffleReply of(ViewMessage.ShuffleReply reply) {
    return ShuffleReply.newBuilder()
        .setNonce(reply.nonce())
        .addAllRecords(reply.records().stream().map(RecordCodec::toProto).toList())
        .build();
  }

  private static DirectoryRecords of(ViewMessage.DirectoryRecords known) {
    DirectoryRecords.Builder out = DirectoryRecords.newBuilder();
    for (ViewMessage.KnownPeer peer : known.records()) {
      out.addRecords(
          DirectoryRecords.Known.newBuilder()
              .setRecord(RecordCodec.toProto(peer.record()))
              .setAgeMillis(peer.ageMillis()));
    }
    return out.build();
  }

  /** Whether more peers were told of than are read. */
  static boolean isOversized(Frame in) {
    return in.getShuffle().getRecordsCount() > MAX_SHUFFLED
        || in.getShuffleReply().getRecordsCount() > MAX_SHUFFLED
        || in.getDirectoryRecords().getRecordsCount() > MAX_DIRECTORY_RECORDS;
  }

  /** The walk; null if its record is refused. */
  ViewMessage.@Nullable JoinWalk read(JoinWalk in) {
    PeerRecord joiner = records.read(in.getJoiner());
    return joiner == null ? null : new ViewMessage.JoinWalk(joiner, hopsToLive(in.getHopsToLive()));
  }

  ViewMessage.Shuffle read(Shuffle in) {
    return new ViewMessage.Shuffle(
        in.getNonce(),
        hopsToLive(in.getHopsToLive()),
        records.read(in.getRecordsList(), MAX_SHUFFLED));
  }

  ViewMessage.ShuffleReply read(ShuffleReply in) {
    return new ViewMessage.ShuffleReply(
        in.getNonce(), records.read(in.getRecordsList(), MAX_SHUFFLED));
  }

  /**
   * Reads a digest.
   *
   * @throws IllegalArgumentException if it has too few buckets
   */
  static ViewMessage.DirectoryDigest read(DirectoryDigest in) {
    if (in.getBucketsCount() < BUCKETS) {
      throw new IllegalArgumentException(
          "directory digest has " + in.getBucketsCount() + " buckets, expected " + BUCKETS);
    }
    return new ViewMessage.DirectoryDigest(
        ImmutableLongArray.copyOf(in.getBucketsList().subList(0, BUCKETS)));
  }

  ViewMessage.DirectoryRecords read(DirectoryRecords in) {
    List<ViewMessage.KnownPeer> known =
        in.getRecordsList().stream()
            .limit(MAX_DIRECTORY_RECORDS)
            .<ViewMessage.KnownPeer>mapMulti(
                (peer, out) -> {
                  PeerRecord record = records.read(peer.getRecord());
                  if (record != null) {
                    out.accept(new ViewMessage.KnownPeer(record, age(peer.getAgeMillis())));
                  }
                })
            .toList();
    return new ViewMessage.DirectoryRecords(known);
  }

  /** The field is unsigned: what Java takes for negative is large. */
  private static long age(long millis) {
    return millis < 0 ? MAX_AGE_MILLIS : Math.min(millis, MAX_AGE_MILLIS);
  }

  private static int hopsToLive(int hops) {
    return hops < 0 ? MAX_HOPS_TO_LIVE : Math.min(hops, MAX_HOPS_TO_LIVE);
  }
}
