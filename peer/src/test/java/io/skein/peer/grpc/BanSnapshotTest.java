package io.skein.peer.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.mesh.Ban;
import io.skein.peer.mesh.Offender;
import io.skein.peer.model.Batches;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BanSnapshotTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long WALL = 1_700_000_000_000L;
  private static final Ban OF_PEER =
      new Ban(new Offender.OfPeer(Batches.peer("a")), "flood", 5 * MINUTE, 3, false);
  private static final Ban OF_ADDRESS =
      new Ban(new Offender.OfAddress("203.0.113.7"), "no hello", 2 * MINUTE, 1, true);

  private final byte[] kept = BanSnapshot.encode(List.of(OF_PEER, OF_ADDRESS), MINUTE, WALL);

  @Test
  void restIsServedAfterARestartWhateverTheMonotonicClockSays() throws Exception {
    List<Ban> bans = BanSnapshot.decode(kept, 77, WALL);
    assertThat(bans)
        .containsExactly(
            new Ban(OF_PEER.offender(), "flood", 77 + 4 * MINUTE, 3, false),
            new Ban(OF_ADDRESS.offender(), "no hello", 77 + MINUTE, 1, true));
  }

  @Test
  void timeWithoutTheProcessCountsToo() throws Exception {
    assertThat(BanSnapshot.decode(kept, 0, WALL + 59_999)).hasSize(2);
    assertThat(BanSnapshot.decode(kept, 0, WALL + 60_000)).hasSize(1);
    assertThat(BanSnapshot.decode(kept, 0, WALL + 4 * 60_000)).isEmpty();
  }

  @Test
  void bytesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> BanSnapshot.decode(new byte[] {7, 7, 7}, 0, 0))
        .isInstanceOf(InvalidProtocolBufferException.class);
    byte[] shortId =
        io.skein.proto.overlay.v1.BanSnapshot.newBuilder()
            .addBans(
                io.skein.proto.overlay.v1.BanSnapshot.Entry.newBuilder()
                    .setPeerId(ByteString.copyFromUtf8("a"))
                    .setTimes(1))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> BanSnapshot.decode(shortId, 0, 0))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("expected 32");
  }
}
