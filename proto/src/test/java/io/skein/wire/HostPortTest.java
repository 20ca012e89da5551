package io.skein.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:7400",
        "localhost:1",
        "peer-1.example.org:65535",
        "peer_1:80",
        "[::1]:7400",
        "[fe80::1%eth0]:7400",
        "[::ffff:10.0.0.1]:1"
      })
  void goodAddressesAreReadAndWrittenAlike(String text) {
    assertThat(HostPort.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://host:80        | scheme
          host                  | HOST:PORT
          :80                   | HOST:PORT
          host:                 | port number
          host:http             | port number
          host:+80              | port number
          host:0                | expected 1 to 65535
          host:65536            | expected 1 to 65535
          host:99999999         | port number
          ho st:80              | space
          ::1:7400              | brackets
          [host]:80             | brackets
          [::1:80               | brackets
          -host:80              | host has to be
          ho/st:80              | host has to be
          user@host:80          | host has to be
          """)
  void badAddressIsRefusedWithItsTextAndTheReason(String text, String reason) {
    assertThatThrownBy(() -> HostPort.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining(reason);
  }

  @Test
  void controlCharactersAreShownEscaped() {
    assertThatThrownBy(() -> HostPort.parse("a\0b\r\n:80"))
        .hasMessageContaining("a\\u0000b\\u000d\\u000a:80");
  }

  @Test
  void overlongAddressIsRefused() {
    assertThatThrownBy(() -> HostPort.parse("a".repeat(300) + ":80"))
        .hasMessageContaining("303 characters");
  }

  @Test
  void portZeroIsForListeningOnly() {
    assertThat(HostPort.parseListen("127.0.0.1:0").port()).isZero();
    assertThatThrownBy(() -> HostPort.parse("127.0.0.1:0")).hasMessageContaining("1 to 65535");
  }

  @Test
  void ipv6LiteralIsResolvedWithoutBrackets() {
    assertThat(HostPort.parse("[::1]:80").resolve().getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void targetEscapesTheBracketsOfIpv6() {
    assertThat(HostPort.parse("[::1]:7401").target()).isEqualTo("dns:///%5B::1%5D:7401");
    assertThat(HostPort.parse("peer.example:7401").target()).isEqualTo("dns:///peer.example:7401");
  }
}
