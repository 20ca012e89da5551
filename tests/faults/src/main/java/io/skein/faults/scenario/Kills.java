package io.skein.faults.scenario;

import io.skein.faults.app.Plan;
import io.skein.faults.app.PublishingApp;
import io.skein.faults.app.ReadingApp;
import io.skein.faults.network.Cluster;
import io.skein.faults.network.Inspector;
import io.skein.faults.network.Peer;
import io.skein.faults.network.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Processes that end, by force or asked to; stateless. */
final class Kills {
  private static final int PEERS = 12;
  private static final int SURVIVORS = 9;
  private static final int REPAIR_SECONDS = 10;
  private static final int FORCED_SECONDS = 15;

  private Kills() {}

  /** kill -9 of a quarter of the peers at once, one of which publishes. */
  static void quarter(Lab lab) throws Exception {
    Cluster cluster = lab.onLoopback();
    List<Peer> peers = cluster.start(PEERS);
    List<Peer> survivors = peers.subList(0, SURVIVORS);
    lab.readAll(survivors);
    List<PublishingApp> loads = new ArrayList<>();
    for (Peer peer : survivors.subList(0, 3)) {
      loads.add(lab.publish(peer, Plan.steady(200)));
    }
    lab.publish(peers.getLast(), Plan.steady(200));
    Waiting.pass(Duration.ofSeconds(2));
    for (Peer victim : peers.subList(SURVIVORS, PEERS)) {
      victim.child().kill();
    }
    double seconds = untilLinks(survivors, SURVIVORS - 1);
    lab.found(
        seconds <= REPAIR_SECONDS, "views repaired in 10 s", "views repaired in %.1f s", seconds);
    Waiting.pass(Duration.ofSeconds(3));
    for (PublishingApp load : loads) {
      load.finish();
    }
    lab.judge();
  }

  /** How long until each of them has exactly so many links. */
  private static double untilLinks(List<Peer> peers, int links) throws Exception {
    long start = System.nanoTime();
    for (Peer peer : peers) {
      try (Inspector inspector = new Inspector(peer)) {
        Waiting.until(
            links + " links of " + peer,
            Duration.ofSeconds(60),
            () -> inspector.links().size() == links);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Told to end under load: what was accepted is handed over. */
  static void terminated(Lab lab) throws Exception {
    List<Peer> peers = lab.onLoopback().start(3);
    lab.readAll(peers.subList(1, 3));
    PublishingApp load = lab.publish(peers.getFirst(), Plan.steady(2_000));
    Waiting.pass(Duration.ofSeconds(2));
    long start = System.nanoTime();
    peers.getFirst().child().terminate();
    load.awaitEnd();
    boolean ended = peers.getFirst().child().awaitEnd(Duration.ofSeconds(FORCED_SECONDS));
    double seconds = (System.nanoTime() - start) / 1e9;
    lab.found(
        ended && load.relayed() == load.accepted(),
        "accepted messages lost: 0; exit within 15 s",
        "%d accepted, %d of them relayed; exit after %.1f s",
        load.accepted(),
        load.relayed(),
        seconds);
    lab.judge();
  }

  /** Every peer but the reader's is restarted, one every two seconds, each with a publisher. */
  static void rolling(Lab lab) throws Exception {
    int count = lab.settings().isLong() ? PEERS : 6;
    Cluster cluster = lab.onLoopback();
    List<Peer> peers = new ArrayList<>(cluster.start(count));
    lab.read(peers.getLast());
    List<PublishingApp> loads = new ArrayList<>();
    for (int i = 0; i < count - 1; i++) {
      loads.add(lab.publish(peers.get(i), Plan.steady(200)));
    }
    long unrelayed = 0;
    for (int i = 0; i < count - 1; i++) {
      Waiting.pass(Duration.ofSeconds(2));
      Peer peer = peers.get(i);
      peer.child().terminate();
      loads.get(i).awaitEnd();
      peer.child().awaitEnd(Duration.ofSeconds(FORCED_SECONDS));
      unrelayed += loads.get(i).accepted() - loads.get(i).relayed();
      peers.set(i, cluster.restart(peer));
    }
    for (Peer peer : peers) {
      cluster.awaitLinks(peer, count - 1);
    }
    lab.found(unrelayed == 0, "nothing accepted is lost", "%d accepted and not relayed", unrelayed);
    lab.judge();
  }

  /** Killed and started again, many times: ids never come again. */
  static void again(Lab lab) throws Exception {
    int times = lab.settings().isLong() ? 100 : 5;
    Cluster cluster = lab.onLoopback();
    List<Peer> peers = cluster.start(2);
    Peer victim = peers.getFirst();
    ReadingApp reader = lab.read(peers.getLast());
    String name = nameOf(victim);
    long epoch = 0;
    boolean grows = true;
    for (int i = 0; i < times; i++) {
      cluster.awaitLinks(victim, 1);
      try (Inspector inspector = new Inspector(victim)) {
        grows &= inspector.describe().getEpoch() > epoch && nameOf(victim).equals(name);
        epoch = inspector.describe().getEpoch();
      }
      long before = reader.delivered();
      lab.publish(victim, Plan.steady(1_000));
      Waiting.until(
          "messages after start " + i,
          Duration.ofSeconds(20),
          () -> reader.delivered() > before + 50);
      victim.kill();
      victim = cluster.restart(victim);
    }
    lab.found(grows, "same peer id, epoch always grows", "%d restarts, %s", times, grows);
    lab.judge();
  }

  private static String nameOf(Peer peer) {
    try (Inspector inspector = new Inspector(peer)) {
      return inspector.describe().getPeerName();
    }
  }
}
