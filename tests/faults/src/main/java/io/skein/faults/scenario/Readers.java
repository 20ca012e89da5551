package io.skein.faults.scenario;

import io.skein.faults.app.Plan;
import io.skein.faults.app.PublishingApp;
import io.skein.faults.app.ReadingApp;
import io.skein.faults.network.Peer;
import io.skein.faults.network.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Apps that stop reading, or come and go; stateless. */
final class Readers {
  private static final int MANY = 100;
  private static final int PAIRS = 7;
  private static final double MOST_RATIO = 1.5;

  private Readers() {}

  /** One of a hundred does not read: the others notice nothing, and it learns what it missed. */
  static void oneStalled(Lab lab) throws Exception {
    Peer peer = lab.onLoopback().start(2, "--log-size", "1MiB").getLast();
    List<ReadingApp> readers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      readers.add(lab.read(peer));
    }
    ReadingApp sleeper = readers.getFirst();
    ReadingApp other = readers.getLast();
    PublishingApp load = lab.publish(peer, Plan.normal(200, 500, Long.MAX_VALUE));
    Duration half = lab.lasting(2, 5);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      other.latencies().takeP99Millis();
      Waiting.pass(half);
      double without = other.latencies().takeP99Millis();
      sleeper.stall();
      Waiting.pass(half);
      ratios.add(other.latencies().takeP99Millis() / without);
      sleeper.wake();
    }
    Collections.sort(ratios);
    lab.found(
        ratios.get(PAIRS / 2) <= MOST_RATIO,
        "the others' p99: median of 7 pairs at most 1.5 times",
        "median %.2f of %s",
        ratios.get(PAIRS / 2),
        ratios.stream().map("%.2f"::formatted).toList());
    load.finish();
    lab.awaitDelivered(load.sent());
    lab.found(
        readers.stream().skip(1).allMatch(reader -> reader.lost() == 0),
        "the others lose nothing",
        "%d lost by others, %d told to the one",
        readers.stream().skip(1).mapToLong(ReadingApp::lost).sum(),
        sleeper.lost());
    lab.judge();
  }

  /** Nobody reads, and five times the log goes by. */
  static void allStalled(Lab lab) throws Exception {
    List<Peer> peers = lab.onLoopback().start(3, "--log-size", "2MiB");
    List<ReadingApp> readers = lab.readAll(peers);
    readers.forEach(ReadingApp::stall);
    PublishingApp load = lab.publish(peers.getFirst(), Plan.normal(1_000, 1_000, 10_000));
    load.complete();
    readers.forEach(ReadingApp::wake);
    lab.awaitDelivered(load.sent());
    long told = readers.stream().mapToLong(ReadingApp::lost).sum();
    long given = readers.stream().mapToLong(ReadingApp::delivered).sum();
    lab.found(
        given + told == 3 * load.accepted() && told > 0,
        "accepted = delivered + reported lost, exactly",
        "3 x %d accepted = %d delivered + %d told lost",
        load.accepted(),
        given,
        told);
    lab.judge();
  }

  /** Hundreds of subscriptions a second come and go: none has a hole. */
  static void churn(Lab lab) throws Exception {
    List<Peer> peers = lab.onLoopback().start(2);
    lab.read(peers.getFirst());
    Plan plan = Plan.normal(10_000, 100, Long.MAX_VALUE);
    PublishingApp load = lab.publish(peers.getFirst(), plan);
    Churn churn = lab.owned(new Churn(lab, peers.getLast()));
    churn.warmUp();
    long before = load.sent();
    double seconds = churn.run(lab.lasting(6, 20));
    double messages = (load.sent() - before) / seconds;
    churn.finish();
    load.finish();
    lab.awaitDelivered(load.sent());
    double openings = churn.served() / seconds;
    lab.found(
        openings >= 500 && messages >= 9_500,
        "500 subscriptions/s under 10,000 messages/s",
        "%.0f subscriptions/s, %.0f messages/s; %d of %d stood, %d of them got something",
        openings,
        messages,
        churn.served(),
        churn.opened(),
        churn.fed());
    lab.judge();
  }
}
