package io.skein.faults.scenario;

import io.skein.faults.app.Plan;
import io.skein.faults.app.PublishingApp;
import io.skein.faults.app.ReadingApp;
import io.skein.faults.network.Cluster;
import io.skein.faults.network.Inspector;
import io.skein.faults.network.Peer;
import io.skein.faults.network.Waiting;
import io.skein.faults.network.Wires;
import java.time.Duration;
import java.util.List;

/** Packets that vanish between namespaces; stateless. */
final class Partitions {
  private static final int PEERS = 4;
  private static final List<Integer> LEFT = List.of(1, 2, 254);
  private static final List<Integer> RIGHT = List.of(3, 4);
  private static final List<Integer> ALL = List.of(1, 2, 3, 4, 254);
  private static final int HEAL_SECONDS = 15;
  private static final int DROP_SECONDS = 10;

  private Partitions() {}

  /** Two halves that know nothing of each other for a while; both publish. */
  static void halves(Lab lab) throws Exception {
    Wires wires = lab.wires();
    List<Peer> peers = lab.on(wires).start(PEERS);
    List<ReadingApp> readers = lab.readAll(peers);
    PublishingApp left = lab.publish(peers.getFirst(), Plan.steady(200));
    PublishingApp right = lab.publish(peers.getLast(), Plan.steady(200));
    Waiting.pass(Duration.ofSeconds(1));
    wires.part(LEFT, RIGHT);
    Waiting.pass(lab.lasting(8, 30));
    left.finish();
    right.finish();
    long sent = left.sent() + right.sent();
    boolean wasParted = readers.stream().allMatch(reader -> reader.delivered() < sent);
    wires.heal(ALL);
    double seconds =
        Waiting.until(
            "all messages everywhere",
            Duration.ofSeconds(60),
            () -> readers.stream().allMatch(reader -> reader.delivered() >= sent));
    lab.found(
        wasParted && seconds <= HEAL_SECONDS,
        "all on both sides within 15 s of healing",
        "all %d after %.1f s",
        sent,
        seconds);
    lab.judge();
  }

  /** One hears the other no more, but is heard. */
  static void oneWay(Lab lab) throws Exception {
    Wires wires = lab.wires();
    List<Peer> peers = lab.on(wires).start(3);
    List<ReadingApp> readers = lab.readAll(peers);
    PublishingApp load = lab.publish(peers.getFirst(), Plan.steady(200));
    Waiting.pass(Duration.ofSeconds(1));
    wires.drop(1, 3);
    long start = System.nanoTime();
    for (Peer peer : List.of(peers.getFirst(), peers.getLast())) {
      try (Inspector inspector = new Inspector(peer)) {
        Waiting.until(
            peer + " drops the link", Duration.ofSeconds(60), () -> inspector.links().size() == 1);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    lab.found(
        seconds <= DROP_SECONDS, "both ends drop the link in 10 s", "dropped in %.1f s", seconds);
    readers.getLast().awaitMore(200);
    load.finish();
    lab.awaitDelivered(load.sent());
    lab.judge();
  }

  /** Two seconds apart, two together, for long. */
  static void flapping(Lab lab) throws Exception {
    Wires wires = lab.wires();
    Cluster cluster = lab.on(wires);
    List<Peer> peers = cluster.start(PEERS, "--log-size", "4MiB");
    List<ReadingApp> readers = lab.readAll(peers);
    PublishingApp load = lab.publish(peers.getFirst(), Plan.steady(200));
    Waiting.pass(Duration.ofSeconds(2));
    long descriptors = peers.getLast().descriptors();
    long memory = peers.getLast().residentKibibytes();
    long end = System.nanoTime() + lab.lasting(24, 180).toNanos();
    while (System.nanoTime() < end) {
      wires.part(LEFT, RIGHT);
      Waiting.pass(Duration.ofSeconds(2));
      wires.heal(ALL);
      Waiting.pass(Duration.ofSeconds(2));
    }
    readers.getLast().awaitMore(200);
    load.finish();
    lab.awaitDelivered(load.sent());
    long more = peers.getLast().descriptors() - descriptors;
    lab.found(
        more <= 20,
        "no growth",
        "%+d descriptors, %+d MiB resident",
        more,
        (peers.getLast().residentKibibytes() - memory) / 1024);
    lab.judge();
  }
}
