package io.skein.bootstrap.registry;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps leases in memory only. Not thread-safe: the registry calls it under its lock. */
public final class MemoryRegistryStore implements RegistryStore {
  private final Map<PeerKey, Lease> byPeer = new HashMap<>();
  private final Map<LeaseId, Lease> byId = new HashMap<>();
  private final Map<String, List<Lease>> reachable = new HashMap<>();
  // Where a reachable peer stands in its network's list.
  private final Map<PeerKey, Integer> places = new HashMap<>();
  private final Multiset<String> networks = HashMultiset.create();
  private final Multiset<AddressBlock> blocks = HashMultiset.create();

  @Override
  public Optional<Lease> find(PeerKey key) {
    return Optional.ofNullable(byPeer.get(key));
  }

  @Override
  public Optional<Lease> find(LeaseId id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public void put(Lease lease) {
    Registration registration = lease.registration();
    Lease before = byPeer.put(registration.key(), lease);
    if (before != null) {
      byId.remove(before.id());
      blocks.remove(blockOf(before));
    } else {
      networks.add(registration.key().network());
    }
    byId.put(lease.id(), lease);
    blocks.add(blockOf(lease));
    if (lease.reachable()) {
      list(lease);
    } else {
      unlist(registration.key());
    }
  }

  @Override
  public void remove(Lease lease) {
    PeerKey key = lease.registration().key();
    Lease kept = byPeer.remove(key);
    if (kept == null) {
      return;
    }
    byId.remove(kept.id());
    networks.remove(key.network());
    blocks.remove(blockOf(kept));
    unlist(key);
  }

  @Override
  public Collection<Lease> leases() {
    return Collections.unmodifiableCollection(byPeer.values());
  }

  @Override
  public List<Lease> reachable(String network) {
    return Collections.unmodifiableList(reachable.getOrDefault(network, List.of()));
  }

  @Override
  public int networkSize(String network) {
    return networks.count(network);
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

  private void list(Lease lease) {
    PeerKey key = lease.registration().key();
    List<Lease> list = reachable.computeIfAbsent(key.network(), n -> new ArrayList<>());
    Integer place = places.get(key);
    if (place != null) {
      list.set(place, lease);
    } else {
      places.put(key, list.size());
      list.add(lease);
    }
  }

  // The last one takes the free place, so that a random pick by index stays one step.
  private void unlist(PeerKey key) {
    Integer place = places.remove(key);
    List<Lease> list = reachable.get(key.network());
    if (place == null || list == null) {
      return;
    }
    Lease last = list.removeLast();
    if (place < list.size()) {
      list.set(place, last);
      places.put(last.registration().key(), place);
    }
    if (list.isEmpty()) {
      reachable.remove(key.network());
    }
  }

  private static AddressBlock blockOf(Lease lease) {
    return AddressBlock.around(lease.registration().source());
  }
}
