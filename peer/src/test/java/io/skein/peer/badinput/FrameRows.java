package io.skein.peer.badinput;

import static io.grpc.Status.Code.FAILED_PRECONDITION;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.UNAVAILABLE;
import static io.skein.peer.badinput.LinkRow.frame;
import static io.skein.peer.badinput.LinkRow.header;
import static io.skein.peer.badinput.LinkRow.ignored;
import static io.skein.peer.badinput.LinkRow.later;
import static io.skein.peer.badinput.LinkRow.row;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.overlay.v1.Announce;
import io.skein.proto.overlay.v1.DirectoryDigest;
import io.skein.proto.overlay.v1.Frame;
import io.skein.proto.overlay.v1.Goodbye;
import io.skein.proto.overlay.v1.Graft;
import io.skein.proto.overlay.v1.JoinWalk;
import io.skein.proto.overlay.v1.LinkRequest;
import io.skein.proto.overlay.v1.Missing;
import io.skein.proto.overlay.v1.Ping;
import io.skein.proto.overlay.v1.Pong;
import io.skein.proto.overlay.v1.Presence;
import io.skein.proto.overlay.v1.Prune;
import io.skein.proto.overlay.v1.Pull;
import io.skein.proto.overlay.v1.Shuffle;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.proto.overlay.v1.TraceReport;
import io.skein.proto.overlay.v1.Watermark;
import io.skein.proto.overlay.v1.Watermarks;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Stateless. What is wrong in frames of a link that began as it should. */
@SuppressWarnings("AvoidValueSetter") // As on the wire, beside those that no enum knows.
final class FrameRows {
  private static final ByteString ID = new Stranger().id();
  private static final String RANGE = "expected 1 <= first <= last";
  private static final SignedPeerRecord BAD =
      SignedPeerRecord.newBuilder().setRecord(ByteString.copyFromUtf8("x")).build();

  private static final List<LinkRow> BATCHES =
      List.of(
          row(
              "batch before the watermarks",
              FAILED_PRECONDITION,
              "before the watermarks",
              s ->
                  new byte[][] {
                    frame(f -> f.setHello(s.hello())), Stranger.message(s.batch(h -> h))
                  }),
          later(
              "batch without header",
              s -> frame(f -> f.setBatch(MessageBatch.getDefaultInstance())),
              INVALID_ARGUMENT,
              "header"),
          header(
              "origin of 31 bytes",
              h -> h.setOrigin(ByteString.copyFrom(new byte[31])),
              "expected 32"),
          header("lane 9", h -> h.setLaneValue(9), "lane"),
          header("no messages", h -> h.setCount(0), "batch header"),
          header("sequence 0", h -> h.setFirstSequence(0), "batch header"),
          header("sequence above 2^63", h -> h.setFirstSequence(-1), "batch header"),
          header(
              "sequence that overflows", h -> h.setFirstSequence(Long.MAX_VALUE), "batch header"),
          header(
              "count that overflows",
              h -> h.setFirstSequence(Long.MAX_VALUE - 5).setCount(9),
              "batch header"),
          header("bad type", h -> h.setType("a..b"), "position 2"),
          header("CR LF in the type", h -> h.setType("a\r\nERROR b"), "position 1"),
          header(
              "unknown compression",
              h -> h.setCompressionValue(7).setUncompressedBytes(9),
              "compression 7"),
          header(
              "bomb of 4 GiB",
              h -> h.setCompressionValue(1).setUncompressedBytes(-1),
              "batch header"),
          later(
              "header of 600 fields",
              s -> frame(f -> f.setBatch(MessageBatch.newBuilder().setHeader(many(s)))),
              INVALID_ARGUMENT,
              "too many fields"),
          later(
              "end of a group that never began, in a header",
              s -> batch(s, Mangled.endOfGroup()),
              INVALID_ARGUMENT,
              "frame is not valid protobuf"),
          later(
              "header longer than its batch",
              s -> {
                byte[] header = Mangled.field(1, s.header().build().toByteArray());
                header[1]++;
                return Mangled.field(1, Mangled.field(Frame.BATCH_FIELD_NUMBER, header));
              },
              INVALID_ARGUMENT,
              "frame is not valid protobuf"),
          later(
              "33 groups in a header",
              s -> batch(s, Mangled.groups(33)),
              INVALID_ARGUMENT,
              "frame is not valid protobuf"),
          ignored("number beside an origin", s -> batch(s, new byte[] {8, 127})),
          row(
              "batch that overlaps in part",
              FAILED_PRECONDITION,
              "overlaps in part",
              s ->
                  new byte[][] {
                    s.opening(),
                    Stranger.message(
                        s.batch(h -> h.setCount(3)),
                        s.batch(h -> h.setFirstSequence(2).setCount(5)))
                  }),
          ignored("batch twice", s -> Stranger.message(s.batch(h -> h), s.batch(h -> h))),
          ignored("hop 33", s -> Stranger.message(s.batch(h -> h).setHops(33))),
          ignored("hop 2^32 - 1", s -> Stranger.message(s.batch(h -> h).setHops(-1))));

  private static final List<LinkRow> RANGES =
      List.of(
          later(
              "origin of 5 bytes",
              s ->
                  frame(
                      f ->
                          f.setPrune(
                              Prune.newBuilder().setOrigin(ByteString.copyFromUtf8("short")))),
              INVALID_ARGUMENT,
              "expected 32"),
          later(
              "pull upside down",
              s -> frame(f -> f.setPull(pull().setFirstSequence(9).setLastSequence(3))),
              INVALID_ARGUMENT,
              RANGE),
          later(
              "pull that overflows",
              s -> frame(f -> f.setPull(pull().setLastSequence(Long.MAX_VALUE))),
              INVALID_ARGUMENT,
              RANGE),
          later(
              "pull of lane 0",
              s -> frame(f -> f.setPull(pull().setLaneValue(0).setLastSequence(1))),
              INVALID_ARGUMENT,
              "lane"),
          later(
              "graft from 0",
              s ->
                  frame(
                      f ->
                          f.setGraft(
                              Graft.newBuilder()
                                  .setOrigin(ID)
                                  .setEpoch(7)
                                  .setLaneValue(2)
                                  .setLastSequence(1))),
              INVALID_ARGUMENT,
              RANGE),
          later(
              "missing that overflows",
              s ->
                  frame(
                      f ->
                          f.setMissing(
                              Missing.newBuilder()
                                  .setOrigin(ID)
                                  .setEpoch(7)
                                  .setLaneValue(2)
                                  .setFirstSequence(1)
                                  .setLastSequence(-1))),
              INVALID_ARGUMENT,
              RANGE),
          later(
              "announcement that overflows",
              s ->
                  frame(
                      f ->
                          f.setAnnounce(
                              Announce.newBuilder()
                                  .addRanges(announced(ID).setLastSequence(Long.MAX_VALUE)))),
              INVALID_ARGUMENT,
              RANGE),
          later(
              "watermark upside down",
              s ->
                  frame(
                      f ->
                          f.setWatermarks(
                              Watermarks.newBuilder()
                                  .addWatermarks(
                                      mark()
                                          .setOldestSequence(5)
                                          .setNextSequence(3)
                                          .setEndSequence(9)))),
              INVALID_ARGUMENT,
              "oldest <= next"),
          later(
              "watermark below 0",
              s ->
                  frame(
                      f ->
                          f.setWatermarks(
                              Watermarks.newBuilder()
                                  .addWatermarks(
                                      mark()
                                          .setOldestSequence(1)
                                          .setNextSequence(1)
                                          .setEndSequence(-1)))),
              INVALID_ARGUMENT,
              "oldest <= next"),
          later(
              "digest of 63 numbers",
              s ->
                  frame(
                      f ->
                          f.setDirectoryDigest(
                              DirectoryDigest.newBuilder()
                                  .addAllBuckets(Collections.nCopies(63, 1L)))),
              INVALID_ARGUMENT,
              "expected 64"),
          later(
              "trace of 3 bytes",
              s ->
                  frame(
                      f ->
                          f.setTraceReport(
                              TraceReport.newBuilder()
                                  .setTrace(ByteString.fromHex("010203"))
                                  .setPeerId(ID)
                                  .setFromPeerId(ID)
                                  .setHops(1))),
              INVALID_ARGUMENT,
              "trace"),
          later(
              "Goodbye with CR LF",
              s ->
                  frame(
                      f ->
                          f.setGoodbye(
                              Goodbye.newBuilder().setReasonValue(99).setDetail("a\r\nERROR b"))),
              UNAVAILABLE,
              "UNSPECIFIED"));

  private static final List<LinkRow> HARMLESS =
      List.of(
          ignored("message without frames", s -> new byte[0]),
          ignored("empty frame", s -> Mangled.field(1, new byte[0])),
          ignored(
              "kind of a later version", s -> Mangled.field(1, Mangled.field(99, new byte[] {1}))),
          ignored("field of a later version", s -> Mangled.field(99, new byte[] {1})),
          ignored("number where frames were", s -> new byte[] {8, 127}),
          ignored(
              "1,500 announced ranges",
              s ->
                  frame(
                      f ->
                          f.setAnnounce(
                              Announce.newBuilder()
                                  .addAllRanges(
                                      Collections.nCopies(1_500, announced(ID).build()))))),
          ignored(
              "presence without signature",
              s -> frame(f -> f.setPresence(Presence.newBuilder().setRecord(BAD)))),
          ignored(
              "join walk without signature",
              s ->
                  frame(
                      f -> f.setJoinWalk(JoinWalk.newBuilder().setJoiner(BAD).setHopsToLive(-1)))),
          ignored(
              "shuffle of 500 bad records",
              s ->
                  frame(
                      f ->
                          f.setShuffle(
                              Shuffle.newBuilder()
                                  .setHopsToLive(-1)
                                  .addAllRecords(Collections.nCopies(500, BAD))))),
          ignored(
              "pong that nobody asked for",
              s -> frame(f -> f.setPong(Pong.newBuilder().setNonce(5)))),
          ignored(
              "2^32 - 1 links",
              s -> frame(f -> f.setPing(Ping.newBuilder().setNonce(1).setLinks(-1)))),
          ignored(
              "more acknowledged than sent",
              s ->
                  LinkRequest.newBuilder()
                      .setAcknowledgedBytes(Long.MAX_VALUE)
                      .build()
                      .toByteArray()),
          ignored(
              "2^64 - 1 acknowledged",
              s -> LinkRequest.newBuilder().setAcknowledgedBytes(-1).build().toByteArray()));

  static final List<LinkRow> ALL =
      Stream.of(BATCHES, RANGES, HARMLESS).flatMap(List::stream).toList();

  private FrameRows() {}

  /** A batch with more in its header than there has to be. */
  private static byte[] batch(Stranger s, byte[] more) {
    byte[] header = Mangled.join(s.header().build().toByteArray(), more);
    byte[] batch = Mangled.join(Mangled.field(1, header), Mangled.field(2, new byte[0]));
    return Mangled.field(1, Mangled.field(Frame.BATCH_FIELD_NUMBER, batch));
  }

  private static BatchHeader many(Stranger s) {
    BatchHeader.Builder header = s.header();
    for (int i = 0; i < 600; i++) {
      header.mergeUnknownFields(
          UnknownFieldSet.newBuilder().mergeVarintField(1_000 + i, 1).build());
    }
    return header.build();
  }

  private static Announce.Range.Builder announced(ByteString id) {
    return Announce.Range.newBuilder()
        .setOrigin(id)
        .setEpoch(7)
        .setLaneValue(2)
        .setFirstSequence(1)
        .setLastSequence(1);
  }

  private static Pull.Builder pull() {
    return Pull.newBuilder().setOrigin(ID).setEpoch(7).setLaneValue(2).setFirstSequence(1);
  }

  private static Watermark.Builder mark() {
    return Watermark.newBuilder().setOrigin(ID).setEpoch(7).setLaneValue(2);
  }
}
