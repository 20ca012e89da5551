package io.skein.bootstrap.registry;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where a registry keeps its leases: at most one for each peer. Not thread-safe: the registry calls
 * it under its lock. Nothing but {@link #load} and {@link Pending#write} may block.
 */
public interface RegistryStore {
  /** The lease of a peer, live or not. */
  Optional<Lease> find(PeerKey key);

  /** The lease with this handle, live or not. */
  Optional<Lease> find(LeaseId id);

  /** Keeps a lease in place of the one that its peer had. */
  void put(Lease lease);

  /**
   * Keeps a lease in place of the one with the same handle, if there is one, of which only the end
   * and the counts differ. What is saved may lag behind.
   */
  void touch(Lease lease);

  /** Forgets a lease that is kept. */
  void remove(Lease lease);

  /** How many leases there are, live or not. */
  int size();

  /** The leases that are not live at a time of the monotonic clock; a copy. */
  List<Lease> ended(long nowNanos);

  /** The leases of a network's reachable peers, in no order, quick to get by index; a view. */
  List<Lease> reachable(String network);

  /** How many leases a network has. */
  int networkSize(String network);

  /** How many leases have their source in a block that {@link AddressBlock#around} gave. */
  int inBlock(AddressBlock block);

  /**
   * Brings back what was saved; leases that ended meanwhile stay away.
   *
   * @throws IOException if it cannot be read: the message names the file and says what to do, and
   *     the store is of no more use
   */
  void load(Moment now) throws IOException;

  /** Takes note of what is to be saved; to be written by the caller without the lock. */
  Pending save(Moment now);

  /** Leases on their way to the disk. */
  @FunctionalInterface
  interface Pending {
    /** Writes them; blocks. Does nothing if nothing has changed. */
    void write() throws IOException;
  }
}
