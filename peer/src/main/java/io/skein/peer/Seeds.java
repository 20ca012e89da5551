package io.skein.peer;

import io.skein.peer.core.PeerCore;
import io.skein.peer.grpc.BootstrapClient;
import io.skein.peer.grpc.SeedAccess;
import io.skein.peer.grpc.Transports;
import io.skein.peer.membership.SeedSession;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.EventLoop;
import io.skein.wire.Ed25519Key;
import io.skein.wire.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the owner thread. The bootstrap servers of a peer: what they say goes into the
 * directory.
 */
final class Seeds {
  private static final Logger log = LoggerFactory.getLogger(Peer.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** With fewer links than wanted or than this, servers are asked often. */
  private static final int WANTED_LINKS = 4;

  private final PeerCore core;
  private final List<SeedSession> sessions = new ArrayList<>();
  private EventLoop.@Nullable Timer timer;
  private boolean answered;

  Seeds(PeerCore core) {
    this.core = core;
  }

  void start(
      List<SeedAccess> servers,
      Transports transports,
      Ed25519Key key,
      Supplier<PeerRecord> record,
      RandomGenerator random) {
    for (SeedAccess server : servers) {
      BootstrapClient client = new BootstrapClient(server, transports, core.loop, key, record);
      SeedSession session =
          new SeedSession(client, core.loop, random, new Answers(server.address()));
      sessions.add(session);
      session.start();
    }
    tick();
  }

  private void tick() {
    timer = core.loop.schedule(TICK, this::tick);
    int have = core.mesh.neighbours().size();
    int want = Math.max(WANTED_LINKS, core.membership.wantedLinks());
    sessions.forEach(session -> session.links(have, want));
  }

  /** Whether some server has told of other peers, or there is none to ask. */
  boolean haveAnswered() {
    return answered || sessions.isEmpty();
  }

  /** Tells the servers that this peer's record is another one now. */
  void recordChanged() {
    sessions.forEach(SeedSession::recordChanged);
  }

  /** Leaves the servers; idempotent. */
  void close() {
    if (timer != null) {
      timer.cancel();
    }
    sessions.forEach(SeedSession::close);
  }

  /** What one server says. */
  private final class Answers implements SeedSession.Listener {
    private final HostPort server;
    private String told = "";

    Answers(HostPort server) {
      this.server = server;
    }

    @Override
    public void registered(String observedAddress, String unreachableDetail) {
      log.info("registered with bootstrap server {}", server);
      if (!unreachableDetail.equals(told)) {
        told = unreachableDetail;
        log.warn(
            "other peers cannot dial this one, which still dials them: {}; bootstrap server {} sees"
                + " it at {}. Set --advertise to an address that others reach",
            unreachableDetail,
            server,
            observedAddress);
      }
    }

    @Override
    public void sampled(List<PeerRecord> records, int networkSize) {
      answered = true;
      core.discovered(records, networkSize);
    }

    @Override
    public void failed(String reason) {
      log.warn("{}; it will be asked again", reason);
    }
  }
}
