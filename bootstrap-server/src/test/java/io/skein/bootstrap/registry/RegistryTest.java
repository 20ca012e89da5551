package io.skein.bootstrap.registry;

import static io.skein.bootstrap.registry.Registrations.START;
import static io.skein.bootstrap.registry.Registrations.after;
import static io.skein.bootstrap.registry.Registrations.id;
import static io.skein.bootstrap.registry.Registrations.peer;
import static io.skein.bootstrap.registry.Registrations.register;
import static org.assertj.core.api.Assertions.assertThat;

import io.skein.bootstrap.registry.RegisterResult.Expired;
import io.skein.bootstrap.registry.RegisterResult.Older;
import io.skein.bootstrap.registry.RegisterResult.Refused;
import io.skein.bootstrap.registry.RegisterResult.Registered;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTest {
  private final Registry registry = registry(RegistryLimits.DEFAULTS);

  @ParameterizedTest
  @CsvSource({"0, 60", "1, 30", "30, 30", "90, 90", "3600, 3600", "86400, 3600"})
  void leaseIsClampedAndEchoed(long wantedSeconds, long grantedSeconds) {
    var result = registry.register(peer(1), Duration.ofSeconds(wantedSeconds), START);

    assertThat(result)
        .isInstanceOfSatisfying(
            Registered.class,
            r -> assertThat(r.lease()).isEqualTo(Duration.ofSeconds(grantedSeconds)));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 3, 5, 3, true",
    "5, 3, 5, 4, true",
    "5, 3, 6, 1, true",
    "5, 3, 5, 2, false",
    "5, 3, 4, 9, false",
    "5, 3, -1, 1, true", // the highest epoch: they are unsigned
  })
  void newerEpochThenRevisionWins(
      long epoch, long revision, long epoch2, long revision2, boolean wins) {
    register(registry, peer(1, epoch, revision, "127.0.0.1"));

    var result = registry.register(peer(1, epoch2, revision2, "127.0.0.1"), Duration.ZERO, START);

    assertThat(result).isInstanceOf(wins ? Registered.class : Older.class);
  }

  @Test
  void olderRecordIsToldTheNewerOne() {
    register(registry, peer(1, 5, 3, "127.0.0.1"));

    assertThat(registry.register(peer(1, 5, 2, "127.0.0.1"), Duration.ZERO, START))
        .isEqualTo(new Older(5, 3));
  }

  @Test
  void sameEpochKeepsTheLeaseIdAndNewEpochGetsAnother() {
    LeaseId first = register(registry, peer(1, 5, 3, "127.0.0.1"));
    LeaseId revised = register(registry, peer(1, 5, 4, "127.0.0.1"));
    LeaseId restarted = register(registry, peer(1, 6, 1, "127.0.0.1"));

    assertThat(revised).isEqualTo(first);
    assertThat(restarted).isNotEqualTo(first);
    assertThat(registry.renew(first, 0, START.nanos())).isEqualTo(new RenewResult.Unknown());
  }

  @Test
  void voidRecordIsRefused() {
    var result = registry.register(peer(1), Duration.ZERO, after(Duration.ofHours(3)));

    assertThat(result).isEqualTo(new Expired(Duration.ofHours(1)));
  }

  @Test
  void renewedLeaseGoesOnByItsLength() {
    LeaseId id = register(registry, peer(1));
    Moment later = after(Duration.ofSeconds(59));

    assertThat(registry.renew(id, 3, later.nanos()))
        .isEqualTo(new RenewResult.Renewed(Duration.ofMinutes(1)));
    assertThat(isKnown(1, after(Duration.ofSeconds(118)))).isTrue();
    assertThat(isKnown(1, after(Duration.ofSeconds(119)))).isFalse();
  }

  @Test
  void endedLeaseCannotBeRenewedAndIsSwept() {
    LeaseId id = register(registry, peer(1));
    Moment later = after(Duration.ofMinutes(1));

    assertThat(registry.renew(id, 0, later.nanos())).isEqualTo(new RenewResult.Unknown());
    registry.sweep(later.nanos());
    assertThat(registry.size()).isZero();
  }

  @Test
  void leaseEndsWithItsRecord() {
    registry.register(peer(1), Duration.ofHours(1), after(Duration.ofMinutes(90)));

    assertThat(isKnown(1, after(Duration.ofMinutes(119)))).isTrue();
    assertThat(isKnown(1, after(Duration.ofHours(2)))).isFalse();
  }

  @Test
  void leavingTwiceIsFine() {
    LeaseId id = register(registry, peer(1));
    registry.leave(id);
    registry.leave(id);

    assertThat(isKnown(1, START)).isFalse();
    assertThat(registry.size()).isZero();
  }

  @Test
  void fullRegistryTakesOnlyThoseItKnows() {
    Registry small = registry(RegistryLimits.DEFAULTS.withCaps(2, 64, 100));
    register(small, peer(1));
    register(small, peer(2));

    assertThat(small.register(peer(3), Duration.ZERO, START))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reason()).contains("full", "2"));
    assertThat(small.register(peer(2), Duration.ZERO, START)).isInstanceOf(Registered.class);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, false", // same /24
    "203.0.114.1, true",
    "127.0.0.1, true",
    "2001:db8:0:1::1, true",
    "10.1.2.3, true", // exempt below
  })
  void blockOfAddressesHoldsOnlySoMany(String source, boolean taken) {
    Registry strict =
        registry(
            RegistryLimits.DEFAULTS
                .withCaps(100, 2, 100)
                .withExempt(List.of(AddressBlock.parse("10.0.0.0/8"))));
    for (String crowded : List.of("203.0.113.", "127.0.0.", "10.1.2.")) {
      strict.register(peer(crowded.hashCode(), 1, 1, crowded + 1), Duration.ZERO, START);
      strict.register(peer(crowded.hashCode() + 1, 1, 1, crowded + 2), Duration.ZERO, START);
    }

    var result = strict.register(peer(1, 1, 1, source), Duration.ZERO, START);

    assertThat(result).isInstanceOf(taken ? Registered.class : Refused.class);
  }

  @Test
  void addressAddsOnlySoManyPeersAMinute() {
    Registry strict = registry(RegistryLimits.DEFAULTS.withCaps(100, 64, 1));
    register(strict, peer(1, 1, 1, "203.0.113.1"));

    assertThat(strict.register(peer(2, 1, 1, "203.0.113.1"), Duration.ZERO, START))
        .isEqualTo(new Refused("too many new peers from your address", Duration.ofMinutes(1)));
    assertThat(strict.register(peer(1, 1, 2, "203.0.113.1"), Duration.ZERO, START))
        .isInstanceOf(Registered.class);
    assertThat(
            strict.register(
                peer(2, 1, 1, "203.0.113.1"), Duration.ZERO, after(Duration.ofMinutes(1))))
        .isInstanceOf(Registered.class);
  }

  private boolean isKnown(int number, Moment now) {
    return registry.lookup(new PeerKey("net", id(number)), now.nanos()).isPresent();
  }

  private static Registry registry(RegistryLimits limits) {
    return Registrations.registry(limits, new MemoryRegistryStore(new Random(8)));
  }
}
