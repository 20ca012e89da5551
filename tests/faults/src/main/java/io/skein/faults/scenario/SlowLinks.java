package io.skein.faults.scenario;

import io.skein.faults.app.Plan;
import io.skein.faults.app.PublishingApp;
import io.skein.faults.app.ReadingApp;
import io.skein.faults.network.Inspector;
import io.skein.faults.network.Peer;
import io.skein.faults.network.Waiting;
import io.skein.faults.network.Wires;
import io.skein.proto.app.v1.LinkStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A peer behind 256 kbit/s; stateless. */
final class SlowLinks {
  private static final int PEERS = 4;
  private static final String RATE = "256kbit";
  private static final int MOST_QUEUED = 8 << 20;
  private static final int PAIRS = 7;
  private static final double MOST_RATIO = 1.5;
  private static final Duration LOOK = Duration.ofMillis(100);

  private SlowLinks() {}

  /** It stays a member, and gets what it can; nobody else notices. */
  static void slow(Lab lab) throws Exception {
    Wires wires = lab.wires();
    List<Peer> peers = lab.on(wires).start(PEERS, "--log-size", "8MiB");
    List<ReadingApp> readers = lab.readAll(peers);
    ReadingApp other = readers.get(1);
    // About three times what the slow link carries.
    PublishingApp load = lab.publish(peers.getFirst(), Plan.steady(200, 500));
    Duration half = lab.lasting(3, 10);
    List<Double> ratios = new ArrayList<>();
    long queued = 0;
    boolean member = true;
    try (Inspector inspector = new Inspector(peers.getFirst());
        Inspector slow = new Inspector(peers.getLast())) {
      for (int i = 0; i < PAIRS; i++) {
        other.latencies().takeP99Millis();
        Waiting.pass(half);
        double without = other.latencies().takeP99Millis();
        wires.slow(PEERS, RATE);
        queued = Math.max(queued, mostQueued(inspector, half));
        ratios.add(other.latencies().takeP99Millis() / without);
        member &= !slow.links().isEmpty();
        wires.quicken(PEERS);
      }
    }
    Collections.sort(ratios);
    double ratio = ratios.get(PAIRS / 2);
    lab.found(member, "stays a member", "%s", member ? "always linked" : "unlinked");
    lab.found(
        queued <= MOST_QUEUED, "sender's buffer at most 8 MiB", "at most %d KiB", queued >> 10);
    lab.found(
        ratio <= MOST_RATIO,
        "the others' p99: median of 7 pairs at most 1.5 times",
        "median %.2f of %s",
        ratio,
        ratios.stream().map("%.2f"::formatted).toList());
    load.finish();
    lab.awaitDelivered(load.sent());
    lab.judge();
  }

  /** Urgent messages overtake what waits. */
  static void urgent(Lab lab) throws Exception {
    Wires wires = lab.wires();
    List<Peer> peers = lab.on(wires).start(2);
    ReadingApp reader = lab.read(peers.getLast());
    wires.slow(2, RATE);
    // More than twice what the link carries, and beside it little that is urgent.
    PublishingApp load = lab.publish(peers.getFirst(), Plan.normal(150, 500, Long.MAX_VALUE));
    PublishingApp urgent = lab.publish(peers.getFirst(), Plan.urgent(5));
    Waiting.pass(lab.lasting(15, 60));
    double longest = reader.latencies().longestUrgentMillis();
    // A chunk of 32 KiB takes a second on this link.
    lab.found(longest <= 2_000, "urgent waits at most 1 s + a chunk (1 s)", "%.0f ms", longest);
    wires.quicken(2);
    load.finish();
    urgent.finish();
    lab.awaitDelivered(load.sent() + urgent.sent());
    lab.judge();
  }

  /** The most that any link had queued while this waited. */
  private static long mostQueued(Inspector inspector, Duration time) throws Exception {
    long most = 0;
    for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
      Waiting.pass(LOOK);
      most =
          Math.max(
              most,
              inspector.links().values().stream()
                  .mapToLong(LinkStatus::getQueuedBytes)
                  .max()
                  .orElse(0));
    }
    return most;
  }
}
