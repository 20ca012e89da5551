package io.skein.bootstrap.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegistryLimitsTest {
  private static final RegistryLimits LIMITS =
      RegistryLimits.DEFAULTS.withLeases(
          Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40));

  @ParameterizedTest
  @CsvSource({"0, 20", "9, 10", "10, 10", "40, 40", "41, 40"})
  void leaseIsClamped(int asked, int granted) {
    assertThat(LIMITS.granted(Duration.ofSeconds(asked))).isEqualTo(Duration.ofSeconds(granted));
  }

  @Test
  void usualLeaseIsBetweenTheShortestAndTheLongest() {
    Duration usual = LIMITS.defaultLease();
    assertThatThrownBy(() -> LIMITS.withLeases(usual.plusMillis(1), usual, LIMITS.maxLease()))
        .hasMessageContaining("shortest <= default");
  }
}
