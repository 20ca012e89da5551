package io.skein.peer.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.StatusException;
import io.skein.peer.badinput.DecoderCase;
import io.skein.peer.compression.Compressor;
import io.skein.peer.compression.Expansions;
import io.skein.peer.dispatch.ResumeToken;
import io.skein.peer.identity.OriginProofs;
import io.skein.peer.membership.ViewMessage;
import io.skein.peer.mesh.Frame;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.BatchProofs;
import io.skein.peer.model.Batches;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageLimits;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.Pattern;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.app.v1.PublishRequest;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.wire.Ed25519Key;
import io.skein.wire.PeerIds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Stateless. Decoders of what comes over the wire and of own files, with what they take. */
@SuppressWarnings("AvoidValueSetter") // As on the wire.
public final class DecoderCases {
  /** The same in each process, so that an input that failed fails again. */
  private static final Ed25519Key KEY = Ed25519Key.fromSeed(new byte[32]);

  private static final PeerRecord RECORD =
      RecordCodec.sign(
          new RecordCodec.Claim(
              "net",
              List.of("127.0.0.1:1"),
              7,
              2,
              1,
              "0.1",
              false,
              Set.of("zstd"),
              List.of(1L, 9L, 1L)),
          KEY);
  private static final Batch BATCH = Batches.batch(Batches.lane("a", 7), 3, 4, "chat.room1", 20);

  private DecoderCases() {}

  /** All there are. */
  public static List<DecoderCase> all() {
    return List.of(
        frames(),
        signedBatches(),
        records(),
        batches(),
        compressedBatches(),
        publishRequests(),
        resumeTokens(),
        patterns(),
        snapshots());
  }

  private static LinkCodec linkCodec() {
    return new LinkCodec(
        new FrameCodec(
            (record, proof) -> new IdentityTrust(true, () -> 0).check(record, proof, null),
            new ReceivedRecords("net", id -> null)));
  }

  private static DecoderCase frames() {
    LinkCodec codec = linkCodec();
    List<byte[]> good =
        LinkCodecTest.frames().map(frame -> codec.encode(List.of(frame), 5).toByteArray()).toList();
    List<byte[]> more =
        Stream.concat(
                good.stream(),
                Stream.of(
                        new Frame.BatchFrame(1, ByteString.EMPTY, BATCH),
                        new Frame.Presence(1, RECORD))
                    .map(frame -> codec.encode(List.of(frame), 5).toByteArray()))
            .toList();
    Set<ByteString> signed = new HashSet<>();
    signed.add(signedPart(RECORD));
    LinkCodecTest.frames().forEach(frame -> collect(frame, signed));

    return new DecoderCase(
        "frames",
        10_000,
        more,
        bytes -> {
          try {
            codec.decode(bytes).frames().forEach(frame -> assertSigned(frame, signed));
            return true;
          } catch (InvalidProtocolBufferException refused) {
            return false;
          }
        });
  }

  /** As in a network that trusts origins: nothing changed gets past the proof. */
  private static DecoderCase signedBatches() {
    var lane = new OriginLane(PeerId.of(PeerIds.ofPublicKey(KEY.publicKey())), 7, Lane.NORMAL);
    OriginProofs proofs = new OriginProofs(KEY, "net");
    List<Batch> genuine =
        proofs.prove(
            Stream.of(1, 5, 9)
                .map(first -> Batches.batch(lane, first, 4, "chat.room1", 20))
                .toList());
    Set<ByteString> signed = new HashSet<>();
    genuine.forEach(batch -> signed.add(batch.bytes()));
    LinkCodec codec = linkCodec();
    return new DecoderCase(
        "signed batches",
        5_000,
        genuine.stream()
            .map(batch -> new Frame.BatchFrame(1, ByteString.EMPTY, batch))
            .map(frame -> codec.encode(List.of(frame), 5).toByteArray())
            .toList(),
        bytes -> {
          try {
            for (Frame frame : codec.decode(bytes).frames()) {
              if (frame instanceof Frame.BatchFrame batch
                  && proofs.check(batch.batch()) == BatchProofs.Verdict.GOOD) {
                assertThat(signed).contains(batch.batch().bytes());
              }
            }
            return false;
          } catch (InvalidProtocolBufferException refused) {
            return false;
          }
        });
  }

  private static void collect(Frame frame, Set<ByteString> signed) {
    recordsOf(frame).forEach(record -> signed.add(signedPart(record)));
  }

  private static void assertSigned(Frame frame, Set<ByteString> signed) {
    recordsOf(frame).forEach(record -> assertThat(signed).contains(signedPart(record)));
  }

  private static List<PeerRecord> recordsOf(Frame frame) {
    return switch (frame) {
      case Frame.Hello hello when hello.record() != null -> List.of(hello.record());
      case Frame.Presence presence -> List.of(presence.record());
      case Frame.Membership(ViewMessage.JoinWalk walk) -> List.of(walk.joiner());
      case Frame.Membership(ViewMessage.Shuffle shuffle) -> shuffle.records();
      case Frame.Membership(ViewMessage.ShuffleReply reply) -> reply.records();
      case Frame other -> List.of();
    };
  }

  /** What the signature is over; what stands beside it is nobody's word. */
  private static ByteString signedPart(PeerRecord record) {
    return RecordCodec.toProto(record).getRecord();
  }

  private static DecoderCase records() {
    ByteString signed = signedPart(RECORD);
    return new DecoderCase(
        "records",
        5_000,
        List.of(RECORD.signedRecord().toByteArray()),
        bytes -> {
          try {
            boolean valid =
                RecordCodec.verify(SignedPeerRecord.parseFrom(bytes))
                        instanceof RecordCodec.Verdict.Valid(PeerRecord record)
                    && !signedPart(record).equals(signed);
            assertThat(valid).isFalse();
            return false;
          } catch (InvalidProtocolBufferException refused) {
            return false;
          }
        });
  }

  private static DecoderCase batches() {
    return new DecoderCase(
        "batches",
        10_000,
        List.of(BATCH.bytes().toByteArray()),
        bytes -> {
          try {
            Batch batch = BatchCodec.decode(ByteString.copyFrom(bytes));
            int count = batch.header().count();
            BatchCodec.checkReadable(batch);
            assertAppsReadTheSame(BatchCodec.slice(batch, 0, count));
            assertAppsReadTheSame(BatchCodec.slice(batch, count - 1, count));
            return true;
          } catch (InvalidProtocolBufferException refused) {
            return false;
          }
        });
  }

  /** Apps have generated code. */
  private static void assertAppsReadTheSame(Batch batch) {
    MessageBatch read;
    try {
      read = MessageBatch.parseFrom(batch.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("an app could not read it", e);
    }
    io.skein.proto.app.v1.BatchHeader header = read.getHeader();
    assertThat(read.getMessagesCount()).isEqualTo(batch.header().count());
    assertThat(
            new BatchHeader(
                new OriginLane(
                    new PeerId(header.getOrigin()),
                    header.getEpoch(),
                    Lane.of(header.getLaneValue())),
                header.getFirstSequence(),
                header.getCount(),
                new MessageType(header.getType()),
                header.getSealedAtUnixMicros(),
                header.getUncompressedBytes()))
        .isEqualTo(batch.header());
  }

  private static DecoderCase compressedBatches() {
    Batch large = Batches.batch(Batches.lane("a", 7), 3, 40, "chat", 100);
    byte[] messages = expandable(large);
    byte[] packed = new byte[messages.length * 2];
    int size = Compressor.zstd().orElseThrow().compress(messages, packed);
    var header = large.header().expandingTo(messages.length);
    byte[] prefix = BatchCodec.withRoom(header, 0);
    byte[] field = Arrays.copyOf(packed, size);
    byte[] body =
        MessageBatch.newBuilder()
            .setCompressedMessages(ByteString.copyFrom(field))
            .build()
            .toByteArray();
    byte[] good = ByteString.copyFrom(prefix).concat(ByteString.copyFrom(body)).toByteArray();
    long[] position = {0};
    Expansions expansions = new Expansions(Compressor.zstd().orElseThrow());

    return new DecoderCase(
        "compressed batches",
        10_000,
        List.of(good),
        bytes -> {
          try {
            Batch batch = BatchCodec.decode(ByteString.copyFrom(bytes));
            expansions.expanded(batch, ++position[0]);
            assertThat(expansions.keptBytes()).isLessThanOrEqualTo(8 << 20);
            return true;
          } catch (InvalidProtocolBufferException refused) {
            return false;
          }
        });
  }

  private static byte[] expandable(Batch batch) {
    try {
      return BatchCodec.body(batch).toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static DecoderCase resumeTokens() {
    byte[] good =
        new ResumeToken(Map.of(Batches.lane("a", 7), 9L, Batches.lane("b", 1), 5L))
            .encode()
            .toByteArray();
    return new DecoderCase(
        "resume tokens",
        10_000,
        List.of(good),
        bytes -> {
          try {
            ResumeToken.decode(ByteString.copyFrom(withChecksum(bytes)));
            return true;
          } catch (IllegalArgumentException refused) {
            return false;
          }
        });
  }

  /** Or else nothing but the checksum would be tried. */
  private static byte[] withChecksum(byte[] bytes) {
    int end = Math.max(0, bytes.length - 4);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, end);
    for (int i = 0; i < 4 && end + i < bytes.length; i++) {
      bytes[end + i] = (byte) (crc.getValue() >>> (8 * i));
    }
    return bytes;
  }

  private static DecoderCase patterns() {
    List<byte[]> good =
        List.of("chat.*.a", "log.>", ">", "a-b_c.D9").stream()
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();
    return new DecoderCase(
        "patterns",
        10_000,
        good,
        bytes -> {
          try {
            Pattern.parse(new String(bytes, StandardCharsets.UTF_8)).matches(BATCH.header().type());
            return true;
          } catch (IllegalArgumentException refused) {
            return false;
          }
        });
  }

  private static DecoderCase snapshots() {
    byte[] good = new PeerSnapshot(List.of(new PeerSnapshot.Entry(RECORD, 5)), 0).encode();
    return new DecoderCase(
        "snapshots",
        5_000,
        List.of(good),
        bytes -> {
          try {
            return !PeerSnapshot.decode(bytes, "net").peers().isEmpty();
          } catch (InvalidProtocolBufferException refused) {
            return false;
          }
        });
  }

  private static DecoderCase publishRequests() {
    Message message =
        Message.newBuilder()
            .setPayload(ByteString.copyFromUtf8("payload"))
            .putHeaders("name", "value")
            .build();
    PublishRequest request =
        PublishRequest.newBuilder()
            .setType("chat")
            .setMessage(message)
            .setIdempotencyKey("key")
            .setLaneValue(2)
            .setReceiptValue(2)
            .setFailWhenNotReady(true)
            .build();
    return new DecoderCase(
        "publish requests",
        10_000,
        List.of(request.toByteArray()),
        bytes -> {
          try {
            PublishRequestScanner.scan(bytes, MessageLimits.PAYLOAD_BYTES);
            return true;
          } catch (StatusException refused) {
            return false;
          }
        });
  }
}
