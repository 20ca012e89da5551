package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skein.peer.mesh.ConductConfig;
import io.skein.peer.model.Trust;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PeerConfigTest {
  private static final Path DIRECTORY = Path.of("somewhere");

  @Test
  void directoryIsEnough() {
    PeerConfig config = PeerConfig.builder().dataDir(DIRECTORY).build();

    assertThat(config.listen()).hasToString("0.0.0.0:0");
    assertThat(config.app()).isEmpty();
    assertThat(config.bootstrapServer()).isEmpty();
    assertThat(config.insecure()).isFalse();
    assertThat(config.network()).isEqualTo("default");
    assertThat(config.log().maxBytes()).isEqualTo(64L << 20);
  }

  @Test
  void everythingIsTaken() {
    PeerConfig config =
        PeerConfig.builder()
            .dataDir(DIRECTORY)
            .listen("127.0.0.1:7401")
            .advertise("host:1")
            .bootstrap("seed:2")
            .bootstrapServer("127.0.0.1:0")
            .app("unix:/x")
            .network("n")
            .insecure(true)
            .logBytes(1 << 20)
            .logAge(Duration.ofSeconds(1))
            .build();

    assertThat(config.advertise()).hasToString("[host:1]");
    assertThat(config.bootstrap()).hasToString("[seed:2]");
    assertThat(config.app()).hasValue("unix:/x");
    assertThat(config.log().maxBytes()).isEqualTo(1 << 20);
    assertThat(config.log().maxAge()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whereOriginsAreTrustedTheyHaveARateUnlessTold() {
    assertThat(originBytes(PeerConfig.builder())).isEqualTo(ConductConfig.UNLIMITED);
    assertThat(originBytes(PeerConfig.builder().trust(Trust.ORIGINS))).isEqualTo(16 << 20);
    assertThat(originBytes(PeerConfig.builder().guard(GuardConfig.DEFAULT).trust(Trust.ORIGINS)))
        .isEqualTo(ConductConfig.UNLIMITED);
  }

  private static long originBytes(PeerConfig.Builder builder) {
    return builder.dataDir(DIRECTORY).build().guard().conduct().originBytes();
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> PeerConfig.builder().build()).hasMessageContaining("dataDir");
    assertThatThrownBy(() -> PeerConfig.builder().dataDir(DIRECTORY).network("a b").build())
        .hasMessageContaining("'a b'");
    assertThatThrownBy(() -> PeerConfig.builder().bootstrap("host:0"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PeerConfig.builder().logBytes(1)).hasMessageContaining("64KiB");
  }

  @Test
  void largestMessageIsAQuarterOfTheLog() {
    PeerConfig.Builder builder = PeerConfig.builder().dataDir(DIRECTORY);
    assertThat(builder.build().log().maxPayload()).isEqualTo(1 << 20);
    assertThat(builder.logBytes(1 << 20).build().log().maxPayload()).isEqualTo(256 << 10);
    builder.maxMessage(16 << 20);
    assertThatThrownBy(builder::build).hasMessageContaining("a quarter of the log");
    assertThat(builder.logBytes(64 << 20).build().log().maxPayload()).isEqualTo(16 << 20);
  }
}
