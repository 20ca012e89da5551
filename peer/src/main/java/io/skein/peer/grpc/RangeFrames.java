package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.skein.peer.mesh.Frame;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.RecordId;
import io.skein.peer.model.SequenceRange;
import io.skein.proto.overlay.v1.Announce;
import io.skein.proto.overlay.v1.Graft;
import io.skein.proto.overlay.v1.Missing;
import io.skein.proto.overlay.v1.Pull;
import io.skein.proto.overlay.v1.Watermark;
import io.skein.proto.overlay.v1.Watermarks;
import java.util.List;

/** Stateless. Frames about ranges of sequences, between their values and the wire. */
final class RangeFrames {
  /** Ranges, and records, that are read of one announcement. */
  static final int MAX_ANNOUNCED = 1_024;

  private RangeFrames() {}

  static Watermarks of(Frame.Watermarks marks) {
    Watermarks.Builder out = Watermarks.newBuilder().setMore(marks.more());
    for (Frame.Watermark mark : marks.watermarks()) {
      OriginLane source = mark.source();
      out.addWatermarks(
          Watermark.newBuilder()
              .setOrigin(source.origin().bytes())
              .setEpoch(source.epoch())
              .setLaneValue(source.lane().number())
              .setNextSequence(mark.next())
              .setOldestSequence(mark.oldest())
              .setEndSequence(mark.end()));
    }
    return out.build();
  }

  static Frame.Watermarks of(Watermarks in) {
    List<Frame.Watermark> marks =
        in.getWatermarksList().stream()
            .map(
                mark ->
                    new Frame.Watermark(
                        source(mark.getOrigin(), mark.getEpoch(), mark.getLaneValue()),
                        mark.getNextSequence(),
                        mark.getOldestSequence(),
                        mark.getEndSequence()))
            .toList();
    return new Frame.Watermarks(marks, in.getMore());
  }

  static Pull of(Frame.Pull pull) {
    SequenceRange range = pull.range();
    return Pull.newBuilder()
        .setOrigin(range.source().origin().bytes())
        .setEpoch(range.source().epoch())
        .setLaneValue(range.source().lane().number())
        .setFirstSequence(range.first())
        .setLastSequence(range.last())
        .build();
  }

  static Frame.Pull of(Pull in) {
    OriginLane source = source(in.getOrigin(), in.getEpoch(), in.getLaneValue());
    return new Frame.Pull(new SequenceRange(source, in.getFirstSequence(), in.getLastSequence()));
  }

  static Missing of(Frame.Missing missing) {
    SequenceRange range = missing.range();
    return Missing.newBuilder()
        .setOrigin(range.source().origin().bytes())
        .setEpoch(range.source().epoch())
        .setLaneValue(range.source().lane().number())
        .setFirstSequence(range.first())
        .setLastSequence(range.last())
        .build();
  }

  static Frame.Missing of(Missing in) {
    OriginLane source = source(in.getOrigin(), in.getEpoch(), in.getLaneValue());
    return new Frame.Missing(
        new SequenceRange(source, in.getFirstSequence(), in.getLastSequence()));
  }

  static Graft of(Frame.Graft graft) {
    SequenceRange range = graft.range();
    return Graft.newBuilder()
        .setOrigin(range.source().origin().bytes())
        .setEpoch(range.source().epoch())
        .setLaneValue(range.source().lane().number())
        .setFirstSequence(range.first())
        .setLastSequence(range.last())
        .build();
  }

  static Frame.Graft of(Graft in) {
    OriginLane source = source(in.getOrigin(), in.getEpoch(), in.getLaneValue());
    return new Frame.Graft(new SequenceRange(source, in.getFirstSequence(), in.getLastSequence()));
  }

  static Announce of(Frame.Announce announce) {
    Announce.Builder out = Announce.newBuilder();
    for (Frame.Announced announced : announce.ranges()) {
      SequenceRange range = announced.range();
      out.addRanges(
          Announce.Range.newBuilder()
              .setOrigin(range.source().origin().bytes())
              .setEpoch(range.source().epoch())
              .setLaneValue(range.source().lane().number())
              .setFirstSequence(range.first())
              .setLastSequence(range.last())
              .setAgeMicros(announced.ageMicros())
              .setOldestSequence(announced.oldest()));
    }
    for (RecordId record : announce.records()) {
      out.addRecords(
          Announce.Record.newBuilder()
              .setPeerId(record.peer().bytes())
              .setEpoch(record.epoch())
              .setRevision(record.revision()));
    }
    return out.build();
  }

  /** Whether more was announced than is read. */
  static boolean isOversized(io.skein.proto.overlay.v1.Frame in) {
    return in.hasAnnounce()
        && (in.getAnnounce().getRangesCount() > MAX_ANNOUNCED
            || in.getAnnounce().getRecordsCount() > MAX_ANNOUNCED);
  }

  /** What is beyond the limit is not read: it will be announced again or found by watermarks. */
  static Frame.Announce of(Announce in) {
    return new Frame.Announce(
        in.getRangesList().stream().limit(MAX_ANNOUNCED).map(RangeFrames::range).toList(),
        in.getRecordsList().stream().limit(MAX_ANNOUNCED).map(RangeFrames::record).toList());
  }

  private static Frame.Announced range(Announce.Range in) {
    OriginLane source = source(in.getOrigin(), in.getEpoch(), in.getLaneValue());
    return new Frame.Announced(
        new SequenceRange(source, in.getFirstSequence(), in.getLastSequence()),
        Math.max(0, in.getAgeMicros()),
        Math.clamp(in.getOldestSequence(), 1, in.getFirstSequence()));
  }

  private static RecordId record(Announce.Record in) {
    return new RecordId(new PeerId(in.getPeerId()), in.getEpoch(), in.getRevision());
  }

  static OriginLane source(ByteString origin, long epoch, int lane) {
    return new OriginLane(new PeerId(origin), epoch, Lane.of(lane));
  }
}
