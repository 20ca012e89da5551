package io.skein.faults.scenario;

import io.skein.faults.app.Plan;
import io.skein.faults.app.PublishingApp;
import io.skein.faults.network.Cluster;
import io.skein.faults.network.Inspector;
import io.skein.faults.network.Peer;
import io.skein.faults.network.Waiting;
import io.skein.proto.app.v1.LinkStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Processes that stand still and go on; stateless. */
final class Stops {
  private static final int PEERS = 4;
  private static final int LIMIT_SECONDS = 10;
  private static final int SAMPLES = 15;

  private Stops() {}

  /** SIGSTOP for long: the others close the link, and it comes back. */
  static void stopped(Lab lab) throws Exception {
    Cluster cluster = lab.onLoopback();
    List<Peer> peers = cluster.start(PEERS);
    lab.readAll(peers);
    PublishingApp load = lab.publish(peers.getFirst(), Plan.steady(200));
    Waiting.pass(Duration.ofSeconds(1));
    Peer victim = peers.getLast();
    Duration lasting = lab.lasting(8, 30);
    try (Inspector inspector = new Inspector(peers.get(1))) {
      long start = System.nanoTime();
      Map<String, LinkStatus> before = inspector.links();
      victim.signal("STOP");
      double closed = untilLinks(inspector, PEERS - 2);
      lab.found(closed <= LIMIT_SECONDS, "link closed in 10 s", "link closed in %.1f s", closed);
      Waiting.pass(lasting.minusMillis((long) (closed * 1e3)));
      victim.signal("CONT");
      double back = untilLinks(inspector, PEERS - 1);
      lab.found(back <= LIMIT_SECONDS, "back in 10 s after", "back in %.1f s", back);
      long kept = kept(before, inspector.links(), since(start));
      lab.found(kept == PEERS - 2, "accuses nobody", "%d of %d other links kept", kept, PEERS - 2);
    }
    load.finish();
    lab.awaitDelivered(load.sent());
    lab.judge();
  }

  /** Three seconds, as a collection of garbage may take: no link ends. */
  static void paused(Lab lab) throws Exception {
    List<Peer> peers = lab.onLoopback().start(PEERS);
    lab.readAll(peers);
    PublishingApp load = lab.publish(peers.getFirst(), Plan.steady(200));
    try (Inspector inspector = new Inspector(peers.getLast())) {
      Waiting.pass(Duration.ofSeconds(1));
      long start = System.nanoTime();
      Map<String, LinkStatus> before = inspector.links();
      peers.getLast().signal("STOP");
      Waiting.pass(Duration.ofSeconds(3));
      peers.getLast().signal("CONT");
      Waiting.pass(Duration.ofSeconds(3));
      long kept = kept(before, inspector.links(), since(start));
      lab.found(kept == PEERS - 1, "the 3 s pause closes no link", "%d of 3 links kept", kept);
    }
    load.finish();
    lab.awaitDelivered(load.sent());
    lab.judge();
  }

  static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** A neighbour that reads nothing while others publish: nobody holds more for it. */
  static void deaf(Lab lab) throws Exception {
    List<Peer> peers = lab.onLoopback().start(PEERS, "--log-size", "4MiB");
    Peer deaf = peers.getLast();
    lab.readAll(peers.subList(0, PEERS - 1));
    PublishingApp load = lab.publish(peers.getFirst(), Plan.steady(1_000));
    Waiting.pass(Duration.ofSeconds(5));
    deaf.signal("STOP");
    List<Vitals> vitals = new ArrayList<>();
    Duration apart = lab.lasting(30, 600).dividedBy(SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      Waiting.pass(apart);
      vitals.add(Vitals.of(peers.getFirst()));
    }
    Vitals.judge(lab, vitals);
    deaf.signal("CONT");
    try (Inspector inspector = new Inspector(peers.getFirst())) {
      double back = untilLinks(inspector, PEERS - 1);
      lab.found(back <= LIMIT_SECONDS, "back in 10 s after", "back in %.1f s", back);
    }
    load.finish();
    lab.awaitDelivered(load.sent());
    lab.judge();
  }

  private static double untilLinks(Inspector inspector, int links) throws Exception {
    return Waiting.until(
        links + " links", Duration.ofSeconds(60), () -> inspector.links().size() == links);
  }

  /** How many links are the same as before: open for longer, by about the time in between. */
  static long kept(
      Map<String, LinkStatus> before, Map<String, LinkStatus> after, Duration between) {
    return before.entrySet().stream()
        .filter(
            old -> {
              LinkStatus now = after.get(old.getKey());
              long least = old.getValue().getOpenMillis() + between.toMillis() / 2;
              return now != null && now.getOpenMillis() >= least;
            })
        .count();
  }
}
