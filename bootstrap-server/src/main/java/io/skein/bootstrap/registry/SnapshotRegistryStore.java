package io.skein.bootstrap.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Keeps leases in memory and a copy of all of them in one file, replaced at each save. Not
 * thread-safe: the registry calls it under its lock. What happened since the last save is lost in a
 * crash; those peers register again by themselves.
 */
public final class SnapshotRegistryStore implements RegistryStore {
  // A third of the usual lease: a peer that renews in time is still live in a file of that age.
  private static final long TOUCHED_NANOS = Duration.ofSeconds(20).toNanos();

  private final MemoryRegistryStore memory;
  private final SnapshotFile file;
  // Volatile: a failed write, which runs without the registry's lock, sets it again.
  private volatile boolean changed;
  private boolean touched;
  private long savedAtNanos;

  /**
   * Keeps the copy in this file; its folder must exist.
   *
   * @param random as for {@link MemoryRegistryStore}
   */
  public SnapshotRegistryStore(Path file, RandomGenerator random) {
    this.memory = new MemoryRegistryStore(random);
    this.file = new SnapshotFile(file);
  }

  @Override
  public Optional<Lease> find(PeerKey key) {
    return memory.find(key);
  }

  @Override
  public Optional<Lease> find(LeaseId id) {
    return memory.find(id);
  }

  @Override
  public void put(Lease lease) {
    memory.put(lease);
    changed = true;
  }

  @Override
  public void touch(Lease lease) {
    memory.touch(lease);
    touched = true;
  }

  @Override
  public void remove(Lease lease) {
    memory.remove(lease);
    changed = true;
  }

  @Override
  public int size() {
    return memory.size();
  }

  @Override
  public List<Lease> ended(long nowNanos) {
    return memory.ended(nowNanos);
  }

  @Override
  public List<Lease> reachable(String network) {
    return memory.reachable(network);
  }

  @Override
  public int networkSize(String network) {
    return memory.networkSize(network);
  }

  @Override
  public int inBlock(AddressBlock block) {
    return memory.inBlock(block);
  }

  @Override
  public void load(Moment now) throws IOException {
    file.read(now, memory::put);
    savedAtNanos = now.nanos();
  }

  @Override
  public Pending save(Moment now) {
    if (!changed && !(touched && now.nanos() - savedAtNanos >= TOUCHED_NANOS)) {
      return () -> {};
    }
    changed = false;
    touched = false;
    savedAtNanos = now.nanos();
    List<Lease> leases = memory.snapshot();
    return () -> {
      try {
        file.write(leases, now);
      } catch (IOException e) {
        changed = true;
        throw e;
      }
    };
  }
}
