package io.skein.peer.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.model.PeerRecord;
import io.skein.wire.Ed25519Key;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class IdentityTrustTest {
  private static final long EXPIRES = 1_000_000;

  private final PeerRecord record =
      RecordCodec.sign(
          new RecordCodec.Claim(
              "net", List.of(), 1, 1, EXPIRES, "test", false, Set.of(), List.of()),
          Ed25519Key.generate(new SecureRandom()));

  @Test
  void recordIsBelievedUntilItExpires() {
    assertThat(at(EXPIRES - 1).record()).isEqualTo(record);
    assertThat(at(EXPIRES - 1).fault()).isNull();
  }

  @Test
  void recordThatHasExpiredIsRefused() {
    assertThat(at(EXPIRES).record()).isNull();
    assertThat(at(EXPIRES).fault()).contains("void by this machine's clock", "compare the clocks");
  }

  private FrameCodec.HelloCheck.Verdict at(long wallMillis) {
    return new IdentityTrust(true, () -> wallMillis)
        .check(RecordCodec.toProto(record), ByteString.EMPTY, null);
  }
}
