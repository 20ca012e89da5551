package io.skein.faults.scenario;

import io.skein.faults.app.Plan;
import io.skein.faults.app.PublishingApp;
import io.skein.faults.app.ReadingApp;
import io.skein.faults.network.Cluster;
import io.skein.faults.network.Inspector;
import io.skein.faults.network.Peer;
import io.skein.faults.network.Waiting;
import io.skein.proto.app.v1.LinkStatus;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a machine does to its processes, and what its owner does; stateless. */
final class Machines {
  private static final Path FAKETIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
  private static final int FEW_DESCRIPTORS = 1_024;
  private static final int CALLERS = 1_200;
  private static final int BACK_SECONDS = 15;

  private Machines() {}

  /** The wall clock of one of three jumps ahead and back by minutes. */
  static void clockJumps(Lab lab) throws Exception {
    if (!Files.exists(FAKETIME)) {
      throw new NotRun("needs Debian's package faketime");
    }
    Cluster cluster = lab.onLoopback();
    Path offset = cluster.directory().resolve("clock");
    Files.writeString(offset, "+0");
    List<String> faked =
        List.of(
            "env",
            "LD_PRELOAD=" + FAKETIME,
            "FAKETIME_TIMESTAMP_FILE=" + offset,
            "FAKETIME_NO_CACHE=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1");
    List<Peer> peers = new ArrayList<>(List.of(cluster.launch(1), cluster.launch(2)));
    peers.add(cluster.launch(lab.settings().program(), 3, faked));
    for (Peer peer : peers) {
      cluster.awaitLinks(peer, 2);
    }
    lab.readAll(peers);
    try (Inspector inspector = new Inspector(peers.getLast())) {
      long start = System.nanoTime();
      Map<String, LinkStatus> before = inspector.links();
      PublishingApp near = lab.publish(peers.getLast(), Plan.steady(200));
      PublishingApp far = lab.publish(peers.getFirst(), Plan.steady(200));
      for (String jump : List.of("+600", "+0", "-600", "+0")) {
        Waiting.pass(lab.lasting(3, 40));
        Files.writeString(offset, jump);
      }
      Waiting.pass(Duration.ofSeconds(3));
      near.finish();
      far.finish();
      long kept = Stops.kept(before, inspector.links(), Stops.since(start));
      lab.found(kept == 2, "no link ends", "%d of 2 links kept over 4 jumps of 10 min", kept);
      lab.awaitDelivered(near.sent() + far.sent());
    }
    lab.judge();
  }

  /** More callers than descriptors. */
  static void fewDescriptors(Lab lab) throws Exception {
    Cluster cluster = lab.onLoopback();
    List<String> few = List.of("prlimit", "--nofile=" + FEW_DESCRIPTORS + ":" + FEW_DESCRIPTORS);
    Peer victim = cluster.launch(lab.settings().program(), 1, few);
    Peer other = cluster.launch(2);
    cluster.awaitLinks(victim, 1);
    cluster.awaitLinks(other, 1);
    lab.readAll(List.of(victim, other));
    PublishingApp load = lab.publish(other, Plan.steady(200));
    List<Closeable> callers = new ArrayList<>();
    try {
      call(victim, callers);
      Waiting.pass(lab.lasting(4, 30));
    } finally {
      for (Closeable caller : callers) {
        caller.close();
      }
    }
    load.finish();
    lab.awaitDelivered(load.sent());
    lab.found(
        victim.child().isAlive(),
        "alive and serving",
        "%d callers, half of them apps, at %d descriptors",
        callers.size(),
        FEW_DESCRIPTORS);
    lab.judge();
  }

  /** They connect and say nothing, half as peers and half as apps. */
  private static void call(Peer victim, List<Closeable> callers) throws IOException {
    int port = Integer.parseInt(victim.overlay().substring(victim.overlay().indexOf(':') + 1));
    for (int i = 0; i < CALLERS; i++) {
      if (i % 2 == 0) {
        callers.add(new Socket(InetAddress.getLoopbackAddress(), port));
      } else {
        SocketChannel app = SocketChannel.open(StandardProtocolFamily.UNIX);
        callers.add(app);
        app.configureBlocking(false);
        connect(app, victim.socket());
      }
    }
  }

  private static void connect(SocketChannel app, Path socket) {
    try {
      app.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      // The queue of the listener is full: one more that waits.
    }
  }

  /** Every bootstrap server is down while a peer restarts. */
  static void bootstrapDown(Lab lab) throws Exception {
    Cluster cluster = lab.onLoopback();
    List<Peer> peers = cluster.start(3);
    lab.readAll(peers.subList(0, 2));
    PublishingApp load = lab.publish(peers.getFirst(), Plan.steady(200));
    cluster.killBootstrap();
    Waiting.pass(lab.lasting(5, 300));
    Peer restarted = peers.getLast();
    restarted.child().terminate();
    restarted.child().awaitEnd(Duration.ofSeconds(BACK_SECONDS));
    restarted = cluster.restart(restarted);
    double seconds = cluster.awaitLinks(restarted, 2);
    lab.found(
        seconds <= BACK_SECONDS,
        "a restarted peer is back in 15 s from its snapshot",
        "back in %.1f s",
        seconds);
    Waiting.pass(lab.lasting(5, 300));
    cluster.restartBootstrap();
    Peer newcomer = cluster.launch(4);
    double joined = cluster.awaitLinks(newcomer, 3);
    lab.found(
        joined <= 30, "peers register again (lease 30 s)", "a newcomer joined in %.1f s", joined);
    load.finish();
    lab.awaitDelivered(load.sent());
    lab.judge();
  }

  /** Peers of this version and of an older one, in turn. */
  static void versions(Lab lab) throws Exception {
    Path before = lab.settings().before();
    if (before == null) {
      throw new NotRun("give the jar of an older version, --before JAR");
    }
    Cluster cluster = lab.onLoopback();
    List<Peer> peers = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      peers.add(
          i % 2 == 1
              ? cluster.launch(i)
              : cluster.launch(lab.settings().older(before), i, List.of()));
    }
    for (Peer peer : peers) {
      cluster.awaitLinks(peer, 3);
    }
    List<ReadingApp> readers = lab.readAll(peers);
    List<PublishingApp> loads = new ArrayList<>();
    for (Peer peer : peers) {
      loads.add(lab.publish(peer, Plan.steady(200)));
    }
    readers.getFirst().awaitMore(2_000);
    long sent = 0;
    for (PublishingApp load : loads) {
      load.finish();
      sent += load.sent();
    }
    lab.awaitDelivered(sent);
    lab.found(
        readers.stream().mapToLong(ReadingApp::lost).sum() == 0,
        "all delivered",
        "%d messages, 2 peers of each version",
        sent);
    lab.judge();
  }
}
