package io.skein.bootstrap.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.skein.bootstrap.registry.AddressBlock;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRulesTest {
  private final AddressRules rules =
      new AddressRules(false, List.of(AddressBlock.parse("10.99.0.0/16")));

  @ParameterizedTest
  @CsvSource({
    "203.0.113.5, 203.0.113.5, true",
    "203.0.113.5, 198.51.100.7, true",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, true",
    "10.0.0.5, 127.0.0.1, false",
    "203.0.113.5, 127.0.0.1, false",
    "203.0.113.5, 10.0.0.1, false",
    "203.0.113.5, 10.99.0.1, true",
    "203.0.113.5, 192.168.0.1, false",
    "203.0.113.5, 169.254.169.254, false",
    "10.0.0.5, 169.254.169.254, false",
    "169.254.1.1, 169.254.1.1, true",
    "10.0.0.5, 10.0.0.6, true",
    "10.0.0.5, 192.168.0.6, true",
    "127.0.0.1, 192.168.0.6, true",
    "203.0.113.5, 224.0.0.1, false",
    "203.0.113.5, 255.255.255.255, false",
    "127.0.0.1, 0.0.0.0, false",
    "::1, ::1, true",
    "2001:db8::1, fd00::1, false",
    "2001:db8::1, fe80::1, false",
    "2001:db8::1, ff02::1, false",
    "2001:db8::1, ::, false",
    "2001:db8::1, 2001:db8::2, true",
  })
  void serverDialsOnlyWhereTheCallerCouldBe(String caller, String target, boolean dialled) {
    var why = rules.whyNotDialled(InetAddresses.forString(target), InetAddresses.forString(caller));

    assertThat(why.isEmpty()).as(String.valueOf(why)).isEqualTo(dialled);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.5, 203.0.113.5, true",
    "127.0.0.1, 127.0.0.1, false",
    "10.0.0.5, 10.0.0.5, false",
    "10.0.0.5, 10.0.0.6, false",
    "169.254.1.1, 169.254.1.1, false",
    "203.0.113.5, 10.99.0.1, true",
    "fd00::1, fd00::1, false",
  })
  void publicServerDialsNoPrivateAddressUnlessItIsTrusted(
      String caller, String target, boolean dialled) {
    AddressRules strict = new AddressRules(true, List.of(AddressBlock.parse("10.99.0.0/16")));

    var why =
        strict.whyNotDialled(InetAddresses.forString(target), InetAddresses.forString(caller));

    assertThat(why.isEmpty()).as(String.valueOf(why)).isEqualTo(dialled);
  }
}
