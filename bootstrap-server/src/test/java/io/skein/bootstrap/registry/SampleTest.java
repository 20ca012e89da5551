package io.skein.bootstrap.registry;

import static io.skein.bootstrap.registry.Registrations.START;
import static io.skein.bootstrap.registry.Registrations.after;
import static io.skein.bootstrap.registry.Registrations.id;
import static io.skein.bootstrap.registry.Registrations.peer;
import static io.skein.bootstrap.registry.Registrations.register;
import static io.skein.bootstrap.registry.Registrations.registerReachable;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {
  private final Registry registry =
      Registrations.registry(RegistryLimits.DEFAULTS, new MemoryRegistryStore(new Random(8)));

  @ParameterizedTest
  @CsvSource({"0, 16", "3, 3", "16, 16", "17, 16"})
  void sampleHoldsAtMostSixteen(int wanted, int given) {
    for (int i = 0; i < 100; i++) {
      registerReachable(registry, peer(i));
    }

    assertThat(sample(wanted).signedRecords()).hasSize(given).doesNotHaveDuplicates();
  }

  @Test
  void unreachablePeersAndTheCallerAreLeftOutButCounted() {
    register(registry, peer(1));
    registerReachable(registry, peer(2));
    registerReachable(registry, peer(3));

    Sample sample = registry.sample("net", 0, id(2), START.nanos());

    assertThat(sample.signedRecords()).containsExactly(peer(3).signedRecord());
    assertThat(sample.networkSize()).isEqualTo(3);
  }

  @Test
  void otherNetworksAndEndedLeasesAreLeftOut() {
    registerReachable(registry, peer(1));

    assertThat(registry.sample("other", 0, ByteString.EMPTY, START.nanos()).signedRecords())
        .isEmpty();
    assertThat(
            registry
                .sample("net", 0, ByteString.EMPTY, after(Duration.ofMinutes(1)).nanos())
                .signedRecords())
        .isEmpty();
  }

  @Test
  void peerThatBecomesUnreachableIsLeftOut() {
    registerReachable(registry, peer(1));
    registry.setReachable(registerReachable(registry, peer(2)), false);

    assertThat(sample(0).signedRecords()).containsExactly(peer(1).signedRecord());
  }

  @Test
  void everyPeerIsHandedOutEquallyOften() {
    for (int i = 0; i < 32; i++) {
      registerReachable(registry, peer(i));
    }

    Map<ByteString, Integer> counts = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      sample(16).signedRecords().forEach(r -> counts.merge(r, 1, Integer::sum));
    }

    assertThat(counts).hasSize(32).allSatisfy((record, count) -> assertThat(count).isEqualTo(10));
  }

  @Test
  void peersWithFewLinksComeFirst() {
    for (int i = 0; i < 10; i++) {
      LeaseId id = registerReachable(registry, peer(i));
      registry.renew(id, i, START.nanos());
    }

    assertThat(sample(3).signedRecords())
        .containsExactly(peer(0).signedRecord(), peer(1).signedRecord(), peer(2).signedRecord());
  }

  private Sample sample(int wanted) {
    return registry.sample("net", wanted, ByteString.EMPTY, START.nanos());
  }
}
