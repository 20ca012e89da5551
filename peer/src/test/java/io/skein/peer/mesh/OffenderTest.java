package io.skein.peer.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OffenderTest {
  @Test
  void portOfAnAddressDoesNotMatter() {
    assertThat(Offender.ofRemote("203.0.113.7:50123"))
        .isEqualTo(new Offender.OfAddress("203.0.113.7"));
    assertThat(Offender.ofRemote("[2001:db8::7]:1"))
        .isEqualTo(new Offender.OfAddress("2001:db8::7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:5", "[::1]:5", "unknown", "name:1", ""})
  void whereManyMeetNobodyIsBlamed(String address) {
    assertThat(Offender.ofRemote(address)).isNull();
  }
}
