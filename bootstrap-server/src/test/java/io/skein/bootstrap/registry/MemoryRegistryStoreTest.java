package io.skein.bootstrap.registry;

import static io.skein.bootstrap.registry.Registrations.START;
import static io.skein.bootstrap.registry.Registrations.id;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryRegistryStoreTest {
  private static final List<String> NETWORKS = List.of("one", "two");
  private static final List<String> SOURCES = List.of("192.0.2.1", "198.51.100.7", "2001:db8::9");
  private static final int PEERS = 60;
  private static final int STEPS = 20_000;

  private final Random random = new Random(21);
  private final MemoryRegistryStore store = new MemoryRegistryStore(random);
  private final Map<PeerKey, Lease> model = new HashMap<>();

  // Once networks come and go, once they are full.
  @ParameterizedTest
  @ValueSource(ints = {2, 20, PEERS})
  void storeDoesWhatAHashMapDoes(int peers) {
    for (int step = 0; step < STEPS; step++) {
      var key = new PeerKey(NETWORKS.get(random.nextInt(2)), id(random.nextInt(peers)));
      Lease before = model.get(key);
      switch (random.nextInt(5)) {
        case 0, 1 -> put(lease(key, before));
        case 2 -> touch(before);
        case 3 -> reach(before);
        default -> remove(before);
      }
      assertThat(store.find(key)).isEqualTo(Optional.ofNullable(model.get(key)));
      if (step % 100 == 0) {
        compareAll();
      }
    }
  }

  @Test
  void snapshotKeepsWhatWasForgottenMeanwhile() {
    var key = new PeerKey("one", id(1));
    Lease lease = lease(key, null).withReachable(true);
    store.put(lease);

    List<Lease> snapshot = store.snapshot();
    store.put(lease.withReachable(false));
    store.remove(lease);

    assertThat(snapshot).containsExactly(lease);
  }

  private void put(Lease lease) {
    store.put(lease);
    model.put(lease.registration().key(), lease);
  }

  private void touch(@Nullable Lease before) {
    if (before != null) {
      Lease after = before.renewed(random.nextInt(9), random.nextLong()).handedOutAgain();
      store.touch(after);
      model.put(before.registration().key(), after);
    }
  }

  private void reach(@Nullable Lease before) {
    if (before != null) {
      put(before.withReachable(random.nextBoolean()));
    }
  }

  private void remove(@Nullable Lease before) {
    if (before != null) {
      store.remove(before);
      assertThat(store.find(before.id())).isEmpty();
      model.remove(before.registration().key());
    }
  }

  /** Half of the time the peer keeps the id of the lease that it had. */
  private Lease lease(PeerKey key, @Nullable Lease before) {
    var registration =
        new Registration(
            key,
            random.nextLong(),
            random.nextLong(),
            random.nextLong(),
            ByteString.copyFromUtf8("record " + random.nextInt()),
            InetAddresses.forString(SOURCES.get(random.nextInt(SOURCES.size()))));
    boolean keepsId = before != null && random.nextBoolean();
    return new Lease(
        keepsId ? requireNonNull(before).id() : new LeaseId(random.nextLong(), random.nextLong()),
        registration,
        random.nextBoolean(),
        random.nextInt(9),
        random.nextInt(9),
        random.nextInt(),
        START.nanos() + random.nextInt(),
        START.nanos() + random.nextInt());
  }

  private void compareAll() {
    assertThat(store.size()).isEqualTo(model.size());
    assertThat(store.snapshot()).containsExactlyInAnyOrderElementsOf(model.values());
    assertThat(store.ended(START.nanos()))
        .containsExactlyInAnyOrderElementsOf(
            model.values().stream().filter(l -> !l.isLive(START.nanos())).toList());
    model.values().forEach(lease -> assertThat(store.find(lease.id())).contains(lease));
    for (String network : NETWORKS) {
      var leases = new ArrayList<>(model.values());
      leases.removeIf(lease -> !lease.registration().network().equals(network));
      assertThat(store.networkSize(network)).isEqualTo(leases.size());
      leases.removeIf(lease -> !lease.reachable());
      assertThat(store.reachable(network)).containsExactlyInAnyOrderElementsOf(leases);
    }
    for (String source : SOURCES) {
      AddressBlock block = AddressBlock.around(InetAddresses.forString(source));
      long count =
          model.values().stream().filter(l -> block.contains(l.registration().source())).count();
      assertThat(store.inBlock(block)).isEqualTo((int) count);
    }
  }
}
