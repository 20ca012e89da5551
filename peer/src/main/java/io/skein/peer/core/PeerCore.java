package io.skein.peer.core;

import io.skein.peer.broadcast.Admission;
import io.skein.peer.broadcast.Broadcast;
import io.skein.peer.broadcast.BroadcastConfig;
import io.skein.peer.dispatch.Dispatcher;
import io.skein.peer.log.LogLimits;
import io.skein.peer.log.MessageLog;
import io.skein.peer.membership.Directory;
import io.skein.peer.mesh.Dialer;
import io.skein.peer.mesh.Frame.Hello;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.mesh.MeshConfig;
import io.skein.peer.mesh.MeshEvents;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.Burst;
import io.skein.peer.runtime.EventLoop;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Confined to the owner thread. The protocol of one peer, wired; free of servers and of disk. */
public final class PeerCore {
  public final EventLoop loop;
  public final Burst burst;
  public final Directory directory;
  public final MessageLog log;
  public final Mesh mesh;
  public final Broadcast broadcast;
  public final Dispatcher dispatcher;
  public final Admission admission;

  /**
   * A protocol that is not started.
   *
   * @param dialer opens streams to other peers
   * @param hello introduces this peer, made anew for each link
   * @param random the only source of chance
   */
  public PeerCore(
      MeshConfig config,
      LogLimits limits,
      EventLoop loop,
      Dialer dialer,
      Supplier<Hello> hello,
      RandomGenerator random) {
    this.loop = loop;
    burst = new Burst(loop);
    directory = new Directory(config.self());
    log = new MessageLog(limits, loop);
    mesh = new Mesh(config, loop, dialer, hello, directory, random);
    dispatcher = new Dispatcher(log, loop);
    broadcast =
        new Broadcast(
            new BroadcastConfig(config.self(), config.epoch(), false),
            loop,
            log,
            mesh,
            directory,
            burst::request);
    admission = new Admission(mesh, loop, dispatcher::holdsBack);
  }

  /** Learns of peers from a seed or from disk. */
  public void discovered(Collection<PeerRecord> records) {
    records.forEach(directory::offer);
  }

  /**
   * Starts the timers.
   *
   * @param afterBurst what else is to follow a burst of reads
   */
  public void start(MeshEvents events, Runnable afterBurst) {
    burst.steps(List.of(broadcast::drain, mesh::writeAll, afterBurst, admission::recheck));
    mesh.start(broadcast, burst::request, events);
    broadcast.start();
    dispatcher.start();
  }
}
