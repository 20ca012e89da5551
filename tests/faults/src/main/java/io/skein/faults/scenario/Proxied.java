package io.skein.faults.scenario;

import io.skein.faults.app.Plan;
import io.skein.faults.app.PublishingApp;
import io.skein.faults.app.ReadingApp;
import io.skein.faults.network.Cluster;
import io.skein.faults.network.FaultProxy;
import io.skein.faults.network.Inspector;
import io.skein.faults.network.Peer;
import io.skein.faults.network.Waiting;
import io.skein.peer.bench.network.FreePorts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two peers whose only link goes through a proxy, whoever dials; confined to one thread. */
final class Proxied {
  private static final int CUTS = 8;
  private static final Duration BETWEEN_CUTS = Duration.ofSeconds(5);

  private final List<Peer> peers = new ArrayList<>();
  private final List<FaultProxy> proxies = new ArrayList<>();

  private Proxied(Lab lab) throws Exception {
    Cluster cluster = lab.onLoopback();
    for (int i = 1; i <= 2; i++) {
      int port = FreePorts.find();
      FaultProxy proxy = lab.owned(FaultProxy.to(port));
      proxies.add(proxy);
      peers.add(cluster.launchAt(i, port, "--advertise", proxy.address()));
    }
    for (Peer peer : peers) {
      cluster.awaitLinks(peer, 1);
    }
  }

  /** The link is reset again and again. */
  static void cut(Lab lab) throws Exception {
    Proxied pair = new Proxied(lab);
    ReadingApp reader = lab.readAll(pair.peers).getLast();
    PublishingApp load = lab.publish(pair.peers.getFirst(), Plan.steady(2_000));
    for (int i = 0; i <= CUTS; i++) {
      long goal = reader.delivered() + 500;
      // Whoever misses something may stand still: that is for the judge.
      Waiting.holdsWithin(BETWEEN_CUTS, () -> reader.delivered() >= goal);
      if (i < CUTS) {
        pair.proxies.forEach(FaultProxy::cut);
      }
    }
    load.finish();
    lab.awaitDelivered(load.sent());
    lab.judge();
  }

  /** The link stands still while the peer publishes, which is killed then. */
  static void killedPublisher(Lab lab) throws Exception {
    Proxied pair = new Proxied(lab);
    ReadingApp reader = lab.read(pair.peers.getLast());
    PublishingApp load = lab.publish(pair.peers.getFirst(), Plan.steady(1_000));
    reader.awaitMore(500);
    pair.proxies.forEach(FaultProxy::freeze);
    long sent = load.sent();
    Waiting.until(
        "messages that nobody gets", Duration.ofSeconds(10), () -> load.accepted() > sent + 200);
    pair.peers.getFirst().kill();
    load.awaitEnd();
    pair.proxies.forEach(FaultProxy::cut);
    lab.found(
        load.relayed() < load.accepted(),
        "no receipt for what nobody else has",
        "%d accepted, %d relayed",
        load.accepted(),
        load.relayed());
    lab.judge();
  }

  /** Nothing comes through and nothing is closed. */
  static void halfOpen(Lab lab) throws Exception {
    Proxied pair = new Proxied(lab);
    ReadingApp reader = lab.read(pair.peers.getLast());
    PublishingApp load = lab.publish(pair.peers.getFirst(), Plan.steady(500));
    reader.awaitMore(500);
    pair.proxies.forEach(FaultProxy::freeze);
    double seconds = pair.untilUnlinked();
    lab.found(seconds <= 10, "both ends drop the link in 10 s", "dropped after %.1f s", seconds);
    pair.proxies.forEach(FaultProxy::cut);
    pair.proxies.forEach(FaultProxy::thaw);
    reader.awaitMore(500);
    load.finish();
    lab.awaitDelivered(load.sent());
    lab.judge();
  }

  private double untilUnlinked() throws Exception {
    long start = System.nanoTime();
    for (Peer peer : peers) {
      try (Inspector inspector = new Inspector(peer)) {
        Waiting.until(
            peer + " drops its link", Duration.ofSeconds(60), () -> inspector.links().isEmpty());
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Small pieces, each late. */
  static void sliced(Lab lab) throws Exception {
    Proxied pair = new Proxied(lab);
    lab.readAll(pair.peers);
    pair.proxies.forEach(proxy -> proxy.slice(Duration.ofMillis(20), 1_000));
    PublishingApp load = lab.publish(pair.peers.getFirst(), Plan.steady(100));
    Waiting.pass(lab.lasting(8, 60));
    load.finish();
    lab.awaitDelivered(load.sent());
    lab.judge();
  }
}
