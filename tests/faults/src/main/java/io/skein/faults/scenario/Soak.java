package io.skein.faults.scenario;

import io.skein.faults.app.Plan;
import io.skein.faults.app.PublishingApp;
import io.skein.faults.app.ReadingApp;
import io.skein.faults.network.Cluster;
import io.skein.faults.network.Peer;
import io.skein.faults.network.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random faults for long, by a seed; two peers are spared and watched. Confined to one thread. */
public final class Soak {
  private static final int SPARED = 2;
  private static final int SAMPLES = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LEAST_APART = Duration.ofSeconds(5);

  private final Lab lab;
  private final Random random;
  private final Cluster cluster;
  private final List<Peer> peers;
  private final List<ReadingApp> atVictims = new ArrayList<>();
  private final List<Vitals> vitals = new ArrayList<>();
  private int faults;

  private Soak(Lab lab, int count, long seed) throws Exception {
    this.lab = lab;
    this.random = new Random(seed);
    this.cluster = lab.onLoopback();
    this.peers = new ArrayList<>(cluster.start(count, "--log-size", "4MiB"));
  }

  /**
   * A scenario that goes on for so long.
   *
   * @param count peers, 4 to 16
   */
  public static Scenario of(Duration time, int count, long seed) {
    if (count < SPARED + 2 || count > 16) {
      throw new IllegalArgumentException("--peers is " + count + ", expected 4 to 16");
    }
    return new Scenario(
        "soak",
        "soak with random faults, %d s, %d peers, seed %d".formatted(time.toSeconds(), count, seed),
        lab -> new Soak(lab, count, seed).run(time));
  }

  private void run(Duration time) throws Exception {
    lab.readAll(peers.subList(0, SPARED));
    for (Peer peer : peers.subList(SPARED, peers.size())) {
      atVictims.add(lab.readUnowed(peer));
    }
    List<PublishingApp> loads = new ArrayList<>();
    for (Peer peer : peers.subList(0, SPARED)) {
      loads.add(lab.publish(peer, Plan.steady(50)));
    }
    goOn(time);
    long sent = 0;
    for (PublishingApp load : loads) {
      load.finish();
      sent += load.sent();
    }
    lab.awaitDelivered(sent);
    lab.found(true, "goes on", "%d faults", faults);
    Vitals.judge(lab, vitals);
    lab.judge();
  }

  private void goOn(Duration time) throws Exception {
    long start = System.nanoTime();
    long apart = Math.max(LEAST_APART.toNanos(), time.toNanos() / SAMPLES);
    long next = start + apart;
    while (System.nanoTime() - start < time.toNanos()) {
      harm();
      if (System.nanoTime() > next) {
        next += apart;
        for (Peer peer : peers.subList(0, SPARED)) {
          vitals.add(Vitals.of(peer));
        }
        lab.say("after %d faults: %s".formatted(faults, vitals.getLast()));
      }
    }
  }

  /** One fault, and a moment of peace. */
  private void harm() throws Exception {
    int index = SPARED + random.nextInt(peers.size() - SPARED);
    Peer victim = peers.get(index);
    faults++;
    switch (random.nextInt(3)) {
      case 0 -> {
        victim.kill();
        restart(index);
      }
      case 1 -> {
        victim.child().terminate();
        victim.child().awaitEnd(PATIENCE);
        restart(index);
      }
      default -> {
        victim.signal("STOP");
        Waiting.pass(Duration.ofMillis(500 + random.nextInt(8_000)));
        victim.signal("CONT");
      }
    }
    Waiting.pass(Duration.ofMillis(random.nextInt(2_000)));
  }

  private void restart(int index) throws Exception {
    atVictims.get(index - SPARED).close();
    Waiting.pass(Duration.ofMillis(random.nextInt(3_000)));
    Peer restarted = cluster.restart(peers.get(index), "--log-size", "4MiB");
    peers.set(index, restarted);
    cluster.awaitLinks(restarted, 1);
    atVictims.set(index - SPARED, lab.readUnowed(restarted));
  }
}
