package io.skein.peer.core;

import io.skein.peer.broadcast.Admission;
import io.skein.peer.broadcast.Broadcast;
import io.skein.peer.broadcast.BroadcastConfig;
import io.skein.peer.compression.CompressionConfig;
import io.skein.peer.compression.Expansions;
import io.skein.peer.compression.Packing;
import io.skein.peer.dispatch.Dispatcher;
import io.skein.peer.log.MessageLog;
import io.skein.peer.membership.Directory;
import io.skein.peer.membership.Membership;
import io.skein.peer.mesh.Dialer;
import io.skein.peer.mesh.DisconnectReason;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.mesh.MeshConfig;
import io.skein.peer.mesh.MeshEvents;
import io.skein.peer.model.BatchProofs;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.Burst;
import io.skein.peer.runtime.EventLoop;
import io.skein.peer.runtime.MemoryBudget;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Confined to the owner thread. The protocol of one peer, wired; free of servers and of disk. */
public final class PeerCore {
  public final EventLoop loop;
  public final Burst burst;
  public final Directory directory;
  public final MessageLog log;
  public final Mesh mesh;
  public final Membership membership;
  public final Broadcast broadcast;
  public final Dispatcher dispatcher;
  public final Admission admission;
  public final Packing packing;
  public final BatchProofs proofs;
  public final Expansions expansions;
  private @Nullable MemoryWatch memory;

  /**
   * A protocol that is not started.
   *
   * @param dialer opens streams to other peers
   * @param self what this peer says of itself
   * @param random the only source of chance
   */
  public PeerCore(
      CoreConfig config, EventLoop loop, Dialer dialer, Self self, RandomGenerator random) {
    MeshConfig who = config.mesh();
    this.loop = loop;
    proofs = config.proofs();
    burst = new Burst(loop);
    int records = config.limits().directory();
    directory = new Directory(who.self(), who.epoch(), who.network(), records, loop, random);
    log = new MessageLog(config.log(), config.memory(), loop);
    log.pin(who.self());
    mesh = new Mesh(who, loop, dialer, self::hello);
    expansions = new Expansions(config.compression().compressor());
    dispatcher = new Dispatcher(log, loop, expansions, config.limits().subscriptions());
    packing = new Packing(config.compression(), everybodyTakes(config.compression()));
    BroadcastConfig spreading =
        new BroadcastConfig(
            who.self(), who.epoch(), config.flood(), who.conduct().originBytes(), packing, proofs);
    broadcast = new Broadcast(spreading, loop, log, mesh, directory, burst);
    membership = new Membership(directory, self, mesh.connector(), broadcast::spread, loop, random);
    admission =
        new Admission(
            mesh, loop, () -> dispatcher.holdsBack() || broadcast.throttling().holdsBack());
  }

  private BooleanSupplier everybodyTakes(CompressionConfig compression) {
    return compression.types().isEmpty() ? () -> false : new EverybodyTakes(directory);
  }

  /**
   * Learns of peers from a seed or from disk.
   *
   * @param networkSize how many peers there are with this one; 0 if nobody says
   */
  public void discovered(Collection<PeerRecord> records, int networkSize) {
    membership.discovered(records, networkSize);
  }

  /** Keeps within a budget of memory; to be called before {@link #start}. */
  public MemoryWatch watchMemory(MemoryBudget budget) {
    memory = new MemoryWatch(this, budget);
    return memory;
  }

  /**
   * Starts the timers.
   *
   * @param afterBurst what else is to follow a burst of reads
   */
  public void start(MeshEvents events, Runnable afterBurst) {
    burst.steps(List.of(broadcast::endBurst, mesh::writeAll, afterBurst, admission::recheck));
    mesh.start(broadcast, membership, burst::request, events);
    membership.start();
    broadcast.start();
    dispatcher.start();
    if (memory != null) {
      memory.start();
    }
  }

  /** Takes no further links and dials nobody any more; what flows goes on flowing. */
  public void drain() {
    mesh.drain();
    membership.drain();
  }

  /** Tells the network that this peer leaves, and ends everything. Idempotent. */
  public void close() {
    membership.close();
    if (memory != null) {
      memory.close();
    }
    mesh.writeAll();
    dispatcher.close();
    broadcast.close();
    mesh.close(DisconnectReason.DRAINING, "this peer has shut down");
  }
}
