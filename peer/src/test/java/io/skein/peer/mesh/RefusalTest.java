package io.skein.peer.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.mesh.Frame.Hello;
import io.skein.peer.model.Batches;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.Trust;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RefusalTest {
  private static final MeshConfig CONFIG =
      new MeshConfig(Batches.peer("me"), 1, "net", 1, Trust.LINKS);

  private static @Nullable DisconnectReason reason(
      int min, int max, @Nullable String network, @Nullable String fault) {
    Refusal refusal = Refusal.of(hello(min, max, network, fault, Set.of()), CONFIG);
    return refusal == null ? null : refusal.reason();
  }

  private static Hello hello(
      int min, int max, @Nullable String network, @Nullable String fault, Set<String> features) {
    PeerRecord record =
        network == null
            ? null
            : new PeerRecord(
                Batches.peer("other"),
                ByteString.EMPTY,
                network,
                List.of(),
                1,
                1,
                1,
                Map.of(),
                "",
                false,
                Set.of(),
                List.of(),
                ByteString.EMPTY);
    return new Hello(min, max, record, ByteString.EMPTY, 2, 0, features, fault);
  }

  @Test
  void fineHelloIsNotRefused() {
    assertThat(reason(1, 1, "net", null)).isNull();
    assertThat(reason(0, 9, "net", null)).isNull();
  }

  @Test
  void whoTrustsOthersIsRefusedAndToldHowToAgree() {
    Set<String> origins = Trust.ORIGINS.features();
    Refusal refusal = Refusal.of(hello(1, 1, "net", null, origins), CONFIG);
    assertThat(refusal).isNotNull();
    assertThat(refusal.reason()).isEqualTo(DisconnectReason.TRUST);
    assertThat(refusal.detail())
        .isEqualTo(
            "this peer runs with --trust links, yours with --trust origins; all peers of a network"
                + " need the same");
    MeshConfig open = new MeshConfig(Batches.peer("me"), 1, "net", 1, Trust.ORIGINS);
    assertThat(Refusal.of(hello(1, 1, "net", null, origins), open)).isNull();
    assertThat(Refusal.of(hello(1, 1, "net", null, Set.of()), open)).isNotNull();
  }

  @Test
  void wrongHelloIsRefusedWithItsReason() {
    assertThat(reason(1, 1, "other", null)).isEqualTo(DisconnectReason.WRONG_NETWORK);
    assertThat(reason(2, 3, "net", null)).isEqualTo(DisconnectReason.VERSION);
    assertThat(reason(0, 0, "net", null)).isEqualTo(DisconnectReason.VERSION);
    assertThat(reason(1, 1, "net", "bad signature")).isEqualTo(DisconnectReason.IDENTITY);
    assertThat(reason(1, 1, null, "no record")).isEqualTo(DisconnectReason.IDENTITY);
  }
}
