package io.skein.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeedAddressTest {
  private static final String PIN = "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst";

  @Test
  void addressWithAPinIsReadAndWrittenAlike() {
    SeedAddress address = SeedAddress.parse("[::1]:7400#" + PIN);

    assertThat(address.address().port()).isEqualTo(7400);
    assertThat(address.pin()).contains(new CertificatePin(PIN));
    assertThat(address).hasToString("[::1]:7400#" + PIN);
  }

  @Test
  void pinMayBeInCapitals() {
    assertThat(SeedAddress.parse("seed:7400#" + PIN.toUpperCase(Locale.ROOT)))
        .isEqualTo(SeedAddress.parse("seed:7400#" + PIN));
  }

  @Test
  void pinIsOptional() {
    assertThat(SeedAddress.parse("seed.example:7400").pin()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1,true", "[::1],true", "LocalHost,true", "10.0.0.1,false", "seed,false"})
  void loopbackIsWhatNoOtherMachineAnswers(String host, boolean loopback) {
    assertThat(SeedAddress.parse(host + ":7400").isLoopback()).isEqualTo(loopback);
  }

  @Test
  void shortPinIsRefusedWithItsPlaceAndLength() {
    assertThatThrownBy(() -> SeedAddress.parse("seed:7400#abc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("after '#' at position 10")
        .hasMessageContaining("has 3 characters, expected 52");
  }

  @Test
  void wrongCharacterIsRefusedWithItsPosition() {
    assertThatThrownBy(() -> SeedAddress.parse("seed:7400#" + "a".repeat(20) + "1" + PIN))
        .hasMessageContaining("wrong character at position 21 of it");
  }
}
