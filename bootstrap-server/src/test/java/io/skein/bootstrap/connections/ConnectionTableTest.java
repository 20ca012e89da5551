package io.skein.bootstrap.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.net.InetAddresses;
import io.skein.bootstrap.registry.AddressBlock;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnectionTableTest {
  private final List<InetSocketAddress> closed = new ArrayList<>();
  private ConnectionTable table = new ConnectionTable(ConnectionLimits.DEFAULTS, () -> true);
  private int port = 1000;

  private InetSocketAddress next(String address) {
    return new InetSocketAddress(InetAddresses.forString(address), port++);
  }

  private boolean admit(InetSocketAddress from) {
    return table.admit(from, () -> closed.add(from)) != null;
  }

  private boolean admitProved(String address) {
    InetSocketAddress from = next(address);
    boolean admitted = admit(from);
    table.proved(from);
    return admitted;
  }

  @ParameterizedTest
  @CsvSource({
    "8, 198.51.100.7, 198.51.100.7",
    "32, 198.51.100.%d, 198.51.100.99",
    "8, 2001:db8:0:%x::1, 2001:db8:0:99::1"
  })
  void addressOrBlockThatHoldsItsShareOfProvedConnectionsGetsNoMore(
      int share, String address, String further) {
    for (int i = 0; i < share; i++) {
      assertThat(admitProved(address.formatted(i))).isTrue();
    }

    assertThat(admitProved(further)).isFalse();
    assertThat(admitProved("203.0.113.1")).isTrue();
    assertThat(table.refused()).isEqualTo(1);
    assertThat(closed).isEmpty();
  }

  @Test
  void ofAnAddressThatHoldsItsShareTheOldestUnprovedOneGivesWay() {
    List<InetSocketAddress> first = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      first.add(next("198.51.100.7"));
      admit(first.get(i));
    }
    table.proved(first.get(0));

    assertThat(admit(next("198.51.100.7"))).isTrue();
    assertThat(closed).containsExactly(first.get(1));
    assertThat(table.open()).isEqualTo(8);
    assertThat(table.displaced()).isEqualTo(1);
  }

  @Test
  void whoWasServedGivesWayOnlyWhenThereIsNoOtherRoom() {
    List<InetSocketAddress> served = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      served.add(next("198.51.%d.7".formatted(i)));
      admit(served.get(i));
      table.proved(served.get(i));
      table.served(served.get(i));
    }
    assertThat(table.openUnproved()).isZero();

    InetSocketAddress silent = next("203.0.113.1");
    assertThat(admit(silent)).isTrue();
    assertThat(closed).containsExactly(served.get(0));
    assertThat(admit(next("203.0.113.2"))).isTrue();
    assertThat(closed).containsExactly(served.get(0), silent);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "::1", "10.1.2.3"})
  void loopbackAndTrustedNetworksAreNotCountedByAddress(String address) {
    table = tableTrusting("10.0.0.0/8");
    for (int i = 0; i < 256; i++) {
      assertThat(admitProved(address)).isTrue();
    }

    assertThat(admitProved(address)).as("all together still are").isFalse();
  }

  private static ConnectionTable tableTrusting(String network) {
    return new ConnectionTable(
        new ConnectionLimits(256, 64, 8, 32, 8, List.of(AddressBlock.parse(network))), () -> true);
  }

  @Test
  void sixtyFifthUnprovedDisplacesTheOldestOfThoseThatSentNothing() {
    List<InetSocketAddress> all = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      InetSocketAddress from = next("127.0.0.1");
      Connection connection = table.admit(from, () -> closed.add(from));
      all.add(from);
      if (i == 0 && connection != null) {
        table.heard(connection);
      } else if (i == 1) {
        table.speaks(from);
      }
    }
    assertThat(closed).isEmpty();

    assertThat(admit(next("127.0.0.1"))).isTrue();
    assertThat(closed).containsExactly(all.get(2));
    assertThat(table.openUnproved()).isEqualTo(64);
  }

  @Test
  void unprovedOfTheBlockThatHoldsMostOfThemGivesWay() {
    InetSocketAddress honest = next("203.0.113.1");
    admit(honest);
    for (int i = 0; i < 200; i++) {
      admit(next("198.51.%d.%d".formatted(100 + i % 3, i)));
    }

    assertThat(closed).hasSizeGreaterThan(100).doesNotContain(honest);
    assertThat(table.openUnproved()).isEqualTo(64);
  }

  @Test
  void provedConnectionWhoseWorkIsDoneGivesWayAgain() {
    for (int i = 0; i < 255; i++) {
      admitProved("127.0.0.1");
    }
    InetSocketAddress last = next("127.0.0.1");
    admit(last);
    table.proved(last);
    table.isDone(last);

    assertThat(admitProved("203.0.113.1")).isTrue();
    assertThat(closed).containsExactly(last);
  }

  @Test
  void connectionThatEndedMakesRoom() {
    for (int i = 0; i < 7; i++) {
      admitProved("198.51.100.7");
    }
    InetSocketAddress from = next("198.51.100.7");
    Connection eighth = table.admit(from, () -> closed.add(from));
    table.proved(from);
    assertThat(admit(next("198.51.100.7"))).isFalse();

    assertThat(eighth).isNotNull();
    table.ended(eighth);

    assertThat(admit(next("198.51.100.7"))).isTrue();
  }

  @Test
  void onlyAnUnprovedConnectionExpires() {
    InetSocketAddress silent = next("127.0.0.1");
    InetSocketAddress linked = next("127.0.0.1");
    Connection first = table.admit(silent, () -> closed.add(silent));
    Connection second = table.admit(linked, () -> closed.add(linked));
    assertThat(first).isNotNull();
    assertThat(second).isNotNull();
    table.proved(linked);

    table.expire(first);
    table.expire(second);

    assertThat(closed).containsExactly(silent);
    assertThat(table.open()).isEqualTo(1);
  }

  @Test
  void nothingIsAdmittedOnTheReserveOfDescriptors() {
    table = new ConnectionTable(ConnectionLimits.DEFAULTS, () -> false);

    assertThat(admit(next("127.0.0.1"))).isFalse();
    assertThat(table.refused()).isEqualTo(1);
  }

  @Test
  void limitBelowOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConnectionLimits(256, 0, 8, 32, 8, List.of()))
        .withMessageContaining("at least 1");
  }
}
