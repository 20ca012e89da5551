package io.skein.peer;

import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.peer.core.CoreLimits;
import io.skein.peer.grpc.PortLimits;
import io.skein.peer.mesh.LinkLimits;
import io.skein.peer.runtime.MemoryBudget;
import java.util.function.LongSupplier;

/**
 * Immutable. What a peer lets others take of it.
 *
 * @param connections what others open, on the overlay port and again on the app port
 * @param dialled connections that it opens to other peers, at once; at least 1
 * @param memorySoftPercent of the heap, for buffers beside the log: above it publishers are slowed;
 *     at least 1
 * @param memoryHardPercent above it the link with most of it is closed; at most 100
 * @param core what its protocol holds
 * @param links what its links hold
 * @param ports what its ports let a connection do
 */
public record PeerLimits(
    ConnectionLimits connections,
    int dialled,
    int memorySoftPercent,
    int memoryHardPercent,
    CoreLimits core,
    LinkLimits links,
    PortLimits ports) {
  /** What a peer has unless told otherwise. */
  public static final PeerLimits DEFAULTS = new PeerLimits(ConnectionLimits.DEFAULTS, 32, 25, 40);

  public PeerLimits {
    if (dialled < 1) {
      throw new IllegalArgumentException(
          "the limit of dialled connections is %d, expected at least 1".formatted(dialled));
    }
    if (memorySoftPercent < 1 || memoryHardPercent < memorySoftPercent || memoryHardPercent > 100) {
      throw new IllegalArgumentException(
          "marks of memory are %d%% and %d%%, expected 1 to 100, and the second not below the first"
              .formatted(memorySoftPercent, memoryHardPercent));
    }
  }

  /** One whose other limits are the default ones. */
  public PeerLimits(
      ConnectionLimits connections, int dialled, int memorySoftPercent, int memoryHardPercent) {
    this(
        connections,
        dialled,
        memorySoftPercent,
        memoryHardPercent,
        CoreLimits.DEFAULTS,
        LinkLimits.DEFAULTS,
        PortLimits.DEFAULTS);
  }

  /**
   * The budget of this process.
   *
   * @param keyBytes bytes of idempotency keys
   */
  MemoryBudget memory(LongSupplier keyBytes) {
    long percent = Runtime.getRuntime().maxMemory() / 100;
    MemoryBudget budget =
        new MemoryBudget(percent * memorySoftPercent, percent * memoryHardPercent);
    budget.add("idempotency_keys", keyBytes);
    return budget;
  }
}
