package io.skein.bootstrap.registry;

import com.google.common.collect.Collections2;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.Lists;
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
  private static final int UNLISTED = -1;

  private final Map<PeerKey, Entry> byPeer = new HashMap<>();
  private final Map<LeaseId, Entry> byId = new HashMap<>();
  private final Map<String, List<Entry>> reachable = new HashMap<>();
  private final Multiset<String> networks = HashMultiset.create();
  private final Multiset<AddressBlock> blocks = HashMultiset.create();

  /** The place of a lease: a renewal replaces what is in it and touches no index. */
  private static final class Entry {
    private Lease lease;

    /** Index in the list of its network's reachable peers. */
    private int place = UNLISTED;

    Entry(Lease lease) {
      this.lease = lease;
    }
  }

  @Override
  public Optional<Lease> find(PeerKey key) {
    return Optional.ofNullable(byPeer.get(key)).map(entry -> entry.lease);
  }

  @Override
  public Optional<Lease> find(LeaseId id) {
    return Optional.ofNullable(byId.get(id)).map(entry -> entry.lease);
  }

  @Override
  public void put(Lease lease) {
    PeerKey key = lease.registration().key();
    Entry entry = byPeer.get(key);
    if (entry == null) {
      entry = new Entry(lease);
      byPeer.put(key, entry);
      networks.add(key.network());
    } else {
      byId.remove(entry.lease.id());
      blocks.remove(blockOf(entry.lease));
      entry.lease = lease;
    }
    byId.put(lease.id(), entry);
    blocks.add(blockOf(lease));
    if (lease.reachable()) {
      list(entry);
    } else {
      unlist(entry);
    }
  }

  @Override
  public void touch(Lease lease) {
    Entry entry = byId.get(lease.id());
    if (entry != null) {
      entry.lease = lease;
    }
  }

  @Override
  public void remove(Lease lease) {
    PeerKey key = lease.registration().key();
    Entry entry = byPeer.remove(key);
    if (entry == null) {
      return;
    }
    byId.remove(entry.lease.id());
    networks.remove(key.network());
    blocks.remove(blockOf(entry.lease));
    unlist(entry);
  }

  @Override
  public Collection<Lease> leases() {
    return Collections.unmodifiableCollection(
        Collections2.transform(byPeer.values(), entry -> entry.lease));
  }

  @Override
  public List<Lease> reachable(String network) {
    return Collections.unmodifiableList(
        Lists.transform(reachable.getOrDefault(network, List.of()), entry -> entry.lease));
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

  private void list(Entry entry) {
    if (entry.place == UNLISTED) {
      List<Entry> list = reachable.computeIfAbsent(networkOf(entry), n -> new ArrayList<>());
      entry.place = list.size();
      list.add(entry);
    }
  }

  // The last one takes the free place, so that a random pick by index stays one step.
  private void unlist(Entry entry) {
    List<Entry> list = reachable.get(networkOf(entry));
    if (entry.place == UNLISTED || list == null) {
      return;
    }
    Entry last = list.removeLast();
    if (entry.place < list.size()) {
      list.set(entry.place, last);
      last.place = entry.place;
    }
    entry.place = UNLISTED;
    if (list.isEmpty()) {
      reachable.remove(networkOf(entry));
    }
  }

  private static String networkOf(Entry entry) {
    return entry.lease.registration().key().network();
  }

  private static AddressBlock blockOf(Lease lease) {
    return AddressBlock.around(lease.registration().source());
  }
}
