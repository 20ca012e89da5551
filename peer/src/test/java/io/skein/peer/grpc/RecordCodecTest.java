package io.skein.peer.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.grpc.RecordCodec.Claim;
import io.skein.peer.grpc.RecordCodec.Verdict;
import io.skein.peer.model.PeerRecord;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.wire.Ed25519Key;
import io.skein.wire.PeerIds;
import io.skein.wire.SigningContext;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {
  private static final long WALL_MILLIS = 1_800_000_000_000L;
  private static final Ed25519Key KEY = Ed25519Key.generate(new SecureRandom());

  @Test
  void signedRecordIsReadBackAsItWas() {
    PeerRecord record = good();

    assertThat(record.id().name()).isEqualTo(PeerIds.toText(PeerIds.ofPublicKey(KEY.publicKey())));
    assertThat(record.addresses()).containsExactly("127.0.0.1:1");
    assertThat(record.features()).containsExactly("zstd");
    assertThat(RecordCodec.verify(RecordCodec.toProto(record), WALL_MILLIS))
        .isEqualTo(new Verdict.Valid(record));
  }

  @Test
  void voidRecordIsRefused() {
    SignedPeerRecord signed = RecordCodec.toProto(good());

    assertThat(RecordCodec.verify(signed, WALL_MILLIS + 999)).isInstanceOf(Verdict.Valid.class);
    assertThat(RecordCodec.verify(signed, WALL_MILLIS + 1000)).isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void everyChangedBitIsRefused() {
    byte[] signed = good().signedRecord().toByteArray();
    var random = new Random(29);
    for (int i = 0; i < 300; i++) {
      byte[] bad = signed.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(checkBytes(bad)).isInstanceOf(Verdict.Invalid.class);
    }
  }

  @Test
  void recordThatIsNoProtobufIsRefused() {
    var signed = SignedPeerRecord.newBuilder().setRecord(ByteString.copyFrom(new byte[] {-1}));

    assertThat(RecordCodec.verify(signed.build())).isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void recordWithTooManyTagsIsRefused() throws InvalidProtocolBufferException {
    SignedPeerRecord plain = RecordCodec.toProto(good());
    byte[] bytes =
        io.skein.proto.overlay.v1.PeerRecord.parseFrom(plain.getRecord()).toBuilder()
            .putTags("a", "\u00e4".repeat(512))
            .build()
            .toByteArray();
    var signed =
        SignedPeerRecord.newBuilder()
            .setRecord(ByteString.copyFrom(bytes))
            .setSignature(ByteString.copyFrom(KEY.sign(SigningContext.RECORD, bytes)));

    assertThat(RecordCodec.verify(signed.build()))
        .isInstanceOfSatisfying(
            Verdict.Invalid.class, invalid -> assertThat(invalid.why()).contains("tags"));
  }

  static Stream<Arguments> badClaims() {
    return Stream.of(
        Arguments.of("network", claim("a b", List.of())),
        Arguments.of("network", claim("", List.of())),
        Arguments.of("bad address", claim("net", List.of("http://a:1"))),
        Arguments.of("9 addresses", claim("net", Collections.nCopies(9, "a:1"))),
        Arguments.of(
            "17 features",
            new Claim("net", List.of(), 1, 1, WALL_MILLIS, "", false, many(), List.of())),
        Arguments.of(
            "next sequences",
            new Claim("net", List.of(), 1, 1, WALL_MILLIS, "", false, Set.of(), List.of(1L, 1L))),
        Arguments.of(
            "next sequences",
            new Claim(
                "net", List.of(), 1, 1, WALL_MILLIS, "", false, Set.of(), List.of(1L, -1L, 1L))),
        Arguments.of(
            "epoch",
            new Claim("net", List.of(), 0, 1, WALL_MILLIS, "", false, Set.of(), List.of())),
        Arguments.of(
            "bytes",
            new Claim(
                "net",
                List.of(),
                1,
                1,
                WALL_MILLIS,
                "v".repeat(4096),
                false,
                Set.of(),
                List.of())));
  }

  @ParameterizedTest
  @MethodSource("badClaims")
  void claimThatOthersWouldRefuseIsNotSigned(String reason, Claim claim) {
    assertThatThrownBy(() -> RecordCodec.sign(claim, KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static Set<String> many() {
    return IntStream.range(0, 17).mapToObj(Integer::toString).collect(Collectors.toSet());
  }

  private static Verdict checkBytes(byte[] bytes) {
    try {
      return RecordCodec.verify(SignedPeerRecord.parseFrom(bytes), WALL_MILLIS);
    } catch (InvalidProtocolBufferException e) {
      return new Verdict.Invalid("not even protobuf");
    }
  }

  private static PeerRecord good() {
    return RecordCodec.sign(claim("net", List.of("127.0.0.1:1")), KEY);
  }

  private static Claim claim(String network, List<String> addresses) {
    return new Claim(
        network, addresses, 3, 1, WALL_MILLIS + 1000, "0.1", false, Set.of("zstd"), List.of());
  }
}
