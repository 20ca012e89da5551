package io.skein.peer.membership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRulesTest {
  private static final AddressRules CLOSED = new AddressRules(false);
  private static final AddressRules OPEN = new AddressRules(true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a:1",
        "a:0",
        "a:65536",
        "a",
        "a b:1",
        "0.0.0.0:1",
        "0.1.2.3:1",
        "[::]:1",
        "224.0.0.1:1",
        "239.255.255.255:1",
        "240.0.0.1:1",
        "255.255.255.255:1",
        "[ff02::1]:1",
        "169.254.169.254:80",
        "[fe80::1]:1",
        "[fe80::1%eth0]:1",
        "127.1:1",
        "2130706433:1",
        "0x7f000001:1",
        "a.0x7f:1",
        "[::ffff:0.0.0.0]:1"
      })
  void someAreUsedNowhere(String address) {
    assertThat(CLOSED.whyNot(address)).as(address).isPresent();
    assertThat(OPEN.allows(address)).as(address).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:1",
        "127.255.0.1:1",
        "[::1]:1",
        "[::ffff:127.0.0.1]:1",
        "localhost:1",
        "LOCALHOST.:1",
        "a.localhost:1",
        "10.0.0.1:1",
        "172.16.0.1:1",
        "172.31.255.255:1",
        "192.168.1.1:1",
        "100.64.0.1:1",
        "100.127.255.255:1",
        "[fc00::1]:1",
        "[fdff::1]:1"
      })
  void someAreUsedButForTheOpenInternet(String address) {
    assertThat(CLOSED.whyNot(address)).as(address).isEmpty();
    assertThat(OPEN.whyNot(address)).as(address).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "peer1.example:7401",
        "1peer.example:7401",
        "203.0.113.7:1",
        "100.63.255.255:1",
        "100.128.0.1:1",
        "172.15.0.1:1",
        "172.32.0.1:1",
        "223.255.255.255:1",
        "[2001:db8::7]:65535",
        "[fe00::1]:1"
      })
  void othersAreUsedEverywhere(String address) {
    assertThat(OPEN.whyNot(address)).as(address).isEmpty();
    assertThat(CLOSED.whyNot(address)).as(address).isEmpty();
  }

  @Test
  void reasonNamesTheAddress() {
    assertThat(OPEN.whyNot("10.0.0.1:1")).contains("10.0.0.1:1 is private");
  }
}
