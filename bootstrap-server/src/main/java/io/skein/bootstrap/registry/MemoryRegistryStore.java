package io.skein.bootstrap.registry;

import com.google.common.collect.Lists;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps leases in memory only: each is one entry with its registration, found by tables of
 * references, and made into a {@link Lease} when asked for. Not thread-safe: the registry calls it
 * under its lock.
 */
public final class MemoryRegistryStore implements RegistryStore {
  private final Map<String, Network> networks = new HashMap<>();
  // Lease ids are random, and secret until they are here: anyone may know their hash.
  private final KeyTable<LeaseId, LeaseEntry> byId =
      new KeyTable<>(LeaseEntry::id, LeaseId::hashCode);
  private final BlockCounts blocks = new BlockCounts(this::hash);
  private final long multiplier;

  /**
   * An empty store.
   *
   * @param random makes a number that nobody else knows: peers can choose ids and addresses, but
   *     not so that they crowd in a table
   */
  public MemoryRegistryStore(RandomGenerator random) {
    this.multiplier = random.nextLong() | 1;
  }

  /** The peers of a network. Its name is the string that all their registrations share. */
  private final class Network {
    private final String name;
    private final KeyTable<ByteString, LeaseEntry> byPeer =
        new KeyTable<>(entry -> entry.registration().peerId(), MemoryRegistryStore.this::hash);
    private final List<LeaseEntry> reachable = new ArrayList<>();

    Network(String name) {
      this.name = name;
    }

    void list(LeaseEntry entry) {
      entry.listAt(reachable.size());
      reachable.add(entry);
    }

    // The last one takes the free place, so that a random pick by index stays one step. The entry
    // itself keeps its place: a snapshot on its way to the disk may still read it.
    void unlist(LeaseEntry entry) {
      LeaseEntry last = reachable.removeLast();
      if (entry.place() < reachable.size()) {
        reachable.set(entry.place(), last);
        last.listAt(entry.place());
      }
    }
  }

  @Override
  public Optional<Lease> find(PeerKey key) {
    Network network = networks.get(key.network());
    return network == null ? Optional.empty() : lease(network.byPeer.find(key.peerId()));
  }

  @Override
  public Optional<Lease> find(LeaseId id) {
    return lease(byId.find(id));
  }

  @Override
  public void put(Lease lease) {
    Network network = networks.computeIfAbsent(lease.registration().network(), Network::new);
    LeaseEntry entry = new LeaseEntry(lease, lease.registration().named(network.name));
    LeaseEntry before = network.byPeer.put(entry);
    if (before != null) {
      forget(before, network);
    }
    byId.put(entry);
    blocks.add(entry.registration().source());
    if (lease.reachable()) {
      network.list(entry);
    }
  }

  @Override
  public void touch(Lease lease) {
    LeaseEntry entry = byId.find(lease.id());
    if (entry != null) {
      entry.touch(lease);
    }
  }

  @Override
  public void remove(Lease lease) {
    Network network = networks.get(lease.registration().network());
    if (network == null) {
      return;
    }
    LeaseEntry entry = network.byPeer.remove(lease.registration().peerId());
    if (entry != null) {
      forget(entry, network);
    }
    if (network.byPeer.size() == 0) {
      networks.remove(network.name);
    }
  }

  @Override
  public int size() {
    return byId.size();
  }

  @Override
  public List<Lease> ended(long nowNanos) {
    return byId.stream().filter(entry -> !entry.isLive(nowNanos)).map(LeaseEntry::lease).toList();
  }

  @Override
  public List<Lease> reachable(String name) {
    Network network = networks.get(name);
    return network == null
        ? List.of()
        : Collections.unmodifiableList(Lists.transform(network.reachable, LeaseEntry::lease));
  }

  @Override
  public int networkSize(String name) {
    Network network = networks.get(name);
    return network == null ? 0 : network.byPeer.size();
  }

  @Override
  public int inBlock(AddressBlock block) {
    return blocks.count(block);
  }

  @Override
  public void load(Moment now) {}

  @Override
  public Pending save(Moment now) {
    return () -> {};
  }

  /**
   * All leases there are, in no order. May be read by any thread later; then a lease has the end
   * and the counts of that time.
   */
  List<Lease> snapshot() {
    return Lists.transform(byId.stream().toList(), LeaseEntry::lease);
  }

  private void forget(LeaseEntry entry, Network network) {
    byId.remove(entry.id());
    blocks.remove(entry.registration().source());
    if (entry.isReachable()) {
      network.unlist(entry);
    }
  }

  private int hash(ByteString peerId) {
    return hash(peerId.asReadOnlyByteBuffer().getLong());
  }

  // Multiplied by a random odd number that nobody knows, twice: once would let evenly spaced
  // numbers, as neighbouring blocks have, crowd now and then.
  private int hash(long chosen) {
    long once = chosen * multiplier;
    return (int) ((once ^ (once >>> Integer.SIZE)) * multiplier >>> Integer.SIZE);
  }

  private static Optional<Lease> lease(@Nullable LeaseEntry entry) {
    return Optional.ofNullable(entry).map(LeaseEntry::lease);
  }
}
