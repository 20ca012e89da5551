package io.skein.peer.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableLongArray;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.skein.peer.membership.AddressRules;
import io.skein.peer.membership.ViewMessage;
import io.skein.peer.membership.ViewMessage.KnownPeer;
import io.skein.peer.mesh.DisconnectReason;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Offence;
import io.skein.peer.model.Batch;
import io.skein.peer.model.Batches;
import io.skein.peer.model.ChunkList;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.RecordId;
import io.skein.peer.model.SequenceRange;
import io.skein.proto.overlay.v1.DirectoryDigest;
import io.skein.proto.overlay.v1.DirectoryRecords;
import io.skein.proto.overlay.v1.JoinWalk;
import io.skein.proto.overlay.v1.LinkRequest;
import io.skein.proto.overlay.v1.Presence;
import io.skein.proto.overlay.v1.Prune;
import io.skein.proto.overlay.v1.Shuffle;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.wire.Ed25519Key;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LinkCodecTest {
  private static final PeerRecord RECORD = record("net");
  private static final PeerRecord OTHER = record("net");
  private static final PeerRecord FOREIGN = record("elsewhere");
  private static final SequenceRange RANGE =
      new SequenceRange(new OriginLane(RECORD.id(), 7, Lane.BULK), 3, 9);
  private static final Frame.Announced ANNOUNCED = new Frame.Announced(RANGE, 12_000, 1);

  private static final Batch LARGE = Batches.batch(RANGE.source(), 3, 1, "t", 100_000);
  private static final ChunkList CHUNKS = ChunkList.of(LARGE.bytes());
  private static final ByteString TRACE = ByteString.copyFrom(new byte[16]);

  private final Map<PeerId, PeerRecord> known = new HashMap<>();
  private final ReceivedRecords records = new ReceivedRecords("net", known::get);
  private final LinkCodec codec =
      new LinkCodec(
          new FrameCodec(
              (record, proof) -> new FrameCodec.HelloCheck.Verdict(RECORD, null), records));

  static Stream<Frame> frames() {
    return Stream.of(
        new Frame.Hello(1, 2, RECORD, ByteString.copyFromUtf8("proof"), 5, 3, Set.of("zstd"), null),
        new Frame.Watermarks(List.of(new Frame.Watermark(RANGE.source(), 4, 2, 6)), true),
        new Frame.Pull(RANGE),
        new Frame.Missing(RANGE),
        new Frame.Announce(List.of(ANNOUNCED), List.of(new RecordId(OTHER.id(), 7, 2))),
        new Frame.Graft(RANGE),
        new Frame.Prune(OTHER.id()),
        new Frame.Presence(4, RECORD),
        new Frame.RecordGraft(OTHER.id()),
        new Frame.Membership(new ViewMessage.Join()),
        new Frame.Membership(new ViewMessage.JoinWalk(RECORD, 6)),
        new Frame.Membership(new ViewMessage.Shuffle(-1, 2, List.of(RECORD, OTHER))),
        new Frame.Membership(new ViewMessage.ShuffleReply(0, List.of(OTHER))),
        new Frame.Membership(digest()),
        new Frame.Membership(
            new ViewMessage.DirectoryRecords(List.of(new KnownPeer(RECORD, 1500)))),
        new Frame.TraceReport(TRACE, RECORD.id(), OTHER.id(), 3, 1_200, 80, true),
        new Frame.BatchStart(3, TRACE, ByteString.copyFromUtf8("proof"), LARGE.header(), CHUNKS),
        new Frame.Chunk(RANGE.source(), 3, 2, LARGE.bytes().substring(0, 32 << 10), null),
        new Frame.ChunkSkip(RANGE.source(), 3, 2),
        new Frame.ChunkSkip(RANGE.source(), 3, Frame.ChunkSkip.ALL),
        new Frame.OverRate(1 << 20, 3),
        new Frame.Ping(11, 6),
        new Frame.Pong(11),
        new Frame.Goodbye(DisconnectReason.SURPLUS, "enough", 9));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void frameIsReadBackAsItWas(Frame frame) throws InvalidProtocolBufferException {
    LinkCodec.Received received = codec.decode(codec.encode(List.of(frame), 17).toByteArray());

    assertThat(received).isEqualTo(new LinkCodec.Received(List.of(frame), 17));
    assertThat(records.refused()).isZero();
  }

  @Test
  void batchInChunksThatDoesNotFitItsListIsNoFrame() throws InvalidProtocolBufferException {
    var start = new Frame.BatchStart(0, TRACE, TRACE, LARGE.header(), CHUNKS);
    byte[] bytes = codec.encode(List.of(start), 0).toByteArray();
    var wrong = LinkRequest.parseFrom(bytes).toBuilder();
    wrong.getFramesBuilder(0).getBatchStartBuilder().setSize(LARGE.size() + (64 << 10));

    assertThatThrownBy(() -> codec.decode(wrong.build().toByteArray()))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("bytes of hashes");
  }

  @Test
  void recordThatIsKnownStaysTheSameObject() throws InvalidProtocolBufferException {
    known.put(RECORD.id(), RECORD);
    var frame = new Frame.Presence(0, RECORD);

    List<Frame> read = codec.decode(codec.encode(List.of(frame), 0).toByteArray()).frames();

    assertThat(((Frame.Presence) read.getFirst()).record()).isSameAs(RECORD);
  }

  @Test
  void badSignatureOfAKnownPeerIsRefused() throws InvalidProtocolBufferException {
    known.put(RECORD.id(), RECORD);

    assertThat(read(presence(spoilt(RECORD)))).isEmpty();
    assertThat(records.refused()).isEqualTo(1);
  }

  @Test
  void recordThatItsPeerDidNotSignIsAnOffenceAndAForeignOneIsNot()
      throws InvalidProtocolBufferException {
    read(presence(spoilt(RECORD)));
    read(presence(spoilt(OTHER)));
    assertThat(codec.takeFlaws()).containsExactly(Offence.BAD_RECORD);
    read(presence(RecordCodec.toProto(FOREIGN)));
    assertThat(codec.takeFlaws()).isEmpty();
  }

  @Test
  void oneMoreThanAFrameMayHoldIsAnOffence() throws InvalidProtocolBufferException {
    Shuffle.Builder shuffle = Shuffle.newBuilder();
    for (int i = 0; i < MembershipFrames.MAX_SHUFFLED; i++) {
      shuffle.addRecords(RecordCodec.toProto(RECORD));
    }
    read(frame().setShuffle(shuffle));
    assertThat(codec.takeFlaws()).isEmpty();
    shuffle.addRecords(RecordCodec.toProto(RECORD));
    read(frame().setShuffle(shuffle));
    assertThat(codec.takeFlaws()).containsExactly(Offence.OVERSIZED);
  }

  @Test
  void signaturesOfALinkAreCheckedUpToItsBudget() {
    long[] now = {0};
    ReceivedRecords all =
        new ReceivedRecords("net", known::get, new AddressRules(false), () -> now[0]);
    ReceivedRecords link = all.ofLink();
    for (int i = 0; i < ReceivedRecords.CHECKS_AT_ONCE; i++) {
      assertThat(link.read(SignedPeerRecord.getDefaultInstance())).isNull();
    }
    assertThat(all.refused()).isEqualTo(ReceivedRecords.CHECKS_AT_ONCE);
    assertThat(link.read(RecordCodec.toProto(RECORD))).isNull();
    assertThat(all.unchecked()).isEqualTo(1);
    assertThat(all.ofLink().read(RecordCodec.toProto(RECORD))).as("another link").isNotNull();
    now[0] = 1_000_000_000L / ReceivedRecords.CHECKS;
    assertThat(link.read(RecordCodec.toProto(RECORD))).isNotNull();
  }

  @Test
  void recordWithAForbiddenAddressIsRefused() {
    ReceivedRecords open = new ReceivedRecords("net", known::get, new AddressRules(true), () -> 0);
    assertThat(open.read(RecordCodec.toProto(RECORD))).isNull();
    assertThat(open.refused()).isEqualTo(1);
  }

  static Stream<SignedPeerRecord> refusedRecords() {
    return Stream.of(
        spoilt(RECORD),
        RecordCodec.toProto(FOREIGN),
        SignedPeerRecord.getDefaultInstance(),
        SignedPeerRecord.newBuilder().setRecord(ByteString.copyFromUtf8("\377")).build(),
        SignedPeerRecord.newBuilder().setRecord(ByteString.copyFrom(new byte[5_000])).build());
  }

  @ParameterizedTest
  @MethodSource("refusedRecords")
  void refusedRecordIsLeftOutAndCounted(SignedPeerRecord bad)
      throws InvalidProtocolBufferException {
    SignedPeerRecord good = RecordCodec.toProto(RECORD);
    var shuffle = Shuffle.newBuilder().addRecords(bad).addRecords(good);
    var directory =
        DirectoryRecords.newBuilder()
            .addRecords(DirectoryRecords.Known.newBuilder().setRecord(bad))
            .addRecords(DirectoryRecords.Known.newBuilder().setRecord(good));
    var walk = JoinWalk.newBuilder().setJoiner(bad);

    assertThat(read(presence(bad))).isEmpty();
    assertThat(read(frame().setJoinWalk(walk))).isEmpty();
    assertThat(read(frame().setShuffle(shuffle)))
        .containsExactly(new Frame.Membership(new ViewMessage.Shuffle(0, 0, List.of(RECORD))));
    assertThat(read(frame().setDirectoryRecords(directory)))
        .containsExactly(
            new Frame.Membership(
                new ViewMessage.DirectoryRecords(List.of(new KnownPeer(RECORD, 0)))));
    assertThat(records.refused()).isEqualTo(4);
  }

  @Test
  void whatIsBeyondALimitIsNotRead() throws InvalidProtocolBufferException {
    known.put(RECORD.id(), RECORD);
    List<Frame> read =
        codec
            .decode(
                codec
                    .encode(
                        List.of(
                            new Frame.Announce(
                                Collections.nCopies(1_025, ANNOUNCED),
                                Collections.nCopies(1_025, RECORD.number())),
                            new Frame.Membership(
                                new ViewMessage.Shuffle(1, 7, Collections.nCopies(17, RECORD))),
                            new Frame.Membership(
                                new ViewMessage.ShuffleReply(1, Collections.nCopies(17, RECORD))),
                            new Frame.Membership(
                                new ViewMessage.DirectoryRecords(
                                    Collections.nCopies(65, new KnownPeer(RECORD, -1))))),
                        0)
                    .toByteArray())
            .frames();

    assertThat(read)
        .containsExactly(
            new Frame.Announce(
                Collections.nCopies(1_024, ANNOUNCED), Collections.nCopies(1_024, RECORD.number())),
            new Frame.Membership(new ViewMessage.Shuffle(1, 6, Collections.nCopies(16, RECORD))),
            new Frame.Membership(new ViewMessage.ShuffleReply(1, Collections.nCopies(16, RECORD))),
            new Frame.Membership(
                new ViewMessage.DirectoryRecords(
                    Collections.nCopies(64, new KnownPeer(RECORD, 31_536_000_000L)))));
  }

  @Test
  void digestHasSixtyFourBuckets() throws InvalidProtocolBufferException {
    List<Long> more = LongStream.range(0, 70).boxed().toList();
    var large = DirectoryDigest.newBuilder().addAllBuckets(more);
    var small = DirectoryDigest.newBuilder().addAllBuckets(more.subList(0, 63));

    assertThat(read(frame().setDirectoryDigest(large)))
        .containsExactly(new Frame.Membership(digest()));
    assertThatThrownBy(() -> read(frame().setDirectoryDigest(small)))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("63 buckets, expected 64");
  }

  @Test
  void hugeNumberOfHopsIsNotTakenForFew() throws InvalidProtocolBufferException {
    var frame = presence(RecordCodec.toProto(RECORD)).setHops(-1);

    assertThat(read(frame)).containsExactly(new Frame.Presence(Integer.MAX_VALUE, RECORD));
  }

  @Test
  void unknownKindIsIgnoredAndTheNextIsRead() throws InvalidProtocolBufferException {
    UnknownFieldSet later =
        UnknownFieldSet.newBuilder()
            .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    byte[] message =
        LinkRequest.newBuilder()
            .addFrames(frame().setUnknownFields(later))
            .addFrames(frame().setPrune(Prune.newBuilder().setOrigin(OTHER.id().bytes())))
            .build()
            .toByteArray();

    assertThat(codec.decode(message).frames()).containsExactly(new Frame.Prune(OTHER.id()));
  }

  @Test
  void malformedFrameIsNotValid() {
    var shortId = Prune.newBuilder().setOrigin(ByteString.copyFromUtf8("short"));

    assertThatThrownBy(() -> read(frame().setPrune(shortId)))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("expected 32");
  }

  @Test
  void cutOffMessageIsNotValidOrHasFewerFrames() {
    byte[] message = codec.encode(frames().toList(), 1).toByteArray();
    IntStream.range(1, message.length)
        .forEach(
            length -> {
              try {
                assertThat(codec.decode(Arrays.copyOf(message, length)).frames())
                    .hasSizeLessThanOrEqualTo((int) frames().count());
              } catch (InvalidProtocolBufferException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
              }
            });
  }

  private List<Frame> read(io.skein.proto.overlay.v1.Frame.Builder frame)
      throws InvalidProtocolBufferException {
    return codec.decode(LinkRequest.newBuilder().addFrames(frame).build().toByteArray()).frames();
  }

  private static io.skein.proto.overlay.v1.Frame.Builder frame() {
    return io.skein.proto.overlay.v1.Frame.newBuilder();
  }

  private static io.skein.proto.overlay.v1.Frame.Builder presence(SignedPeerRecord record) {
    return frame().setPresence(Presence.newBuilder().setRecord(record));
  }

  private static ViewMessage.DirectoryDigest digest() {
    return new ViewMessage.DirectoryDigest(
        ImmutableLongArray.copyOf(LongStream.range(0, 64).toArray()));
  }

  private static SignedPeerRecord spoilt(PeerRecord record) {
    SignedPeerRecord signed = RecordCodec.toProto(record);
    byte[] signature = signed.getSignature().toByteArray();
    signature[0] ^= 1;
    return signed.toBuilder().setSignature(ByteString.copyFrom(signature)).build();
  }

  private static PeerRecord record(String network) {
    // Void long ago: clocks are not asked.
    return RecordCodec.sign(
        new RecordCodec.Claim(
            network, List.of("127.0.0.1:1"), 7, 2, 1, "0.1", false, Set.of(), List.of()),
        Ed25519Key.fromSeed(new byte[32]));
  }
}
