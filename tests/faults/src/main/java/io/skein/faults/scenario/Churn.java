package io.skein.faults.scenario;

import io.grpc.ManagedChannel;
import io.skein.faults.app.ReadingApp;
import io.skein.faults.network.Inspector;
import io.skein.faults.network.Peer;
import io.skein.faults.network.Waiting;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Apps that open subscriptions at one peer at a steady pace, without waiting for the one before,
 * and close them again; confined to one thread.
 */
final class Churn implements Closeable {
  /** A little more than is wanted, for what is late. */
  private static final int PER_SECOND = 520;

  /** A peer bears 100 resets of streams in 10 s on one connection, and each closing is one. */
  private static final int CONNECTIONS = 64;

  /** So many stand at once: each for about 20 ms, in which 200 messages come. */
  private static final int STANDING = 10;

  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long TICK_NANOS = Duration.ofMillis(1).toNanos();

  private final Lab lab;
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<ReadingApp> asked = new ArrayList<>();
  private final Deque<ReadingApp> standing = new ArrayDeque<>();
  private final List<ReadingApp> all = new ArrayList<>();
  private int counted;

  Churn(Lab lab, Peer peer) {
    this.lab = lab;
    for (int i = 0; i < CONNECTIONS; i++) {
      channels.add(Inspector.connect(peer));
    }
  }

  /** Opens and closes for a while that is not counted: connections are made, code is compiled. */
  void warmUp() {
    run(WARM_UP);
    counted = all.size();
  }

  /** Closes all, and waits for the ends. */
  void finish() throws Exception {
    Waiting.until("answers to all openings", PATIENCE, this::closeAll);
    for (ReadingApp app : all) {
      app.awaitEnd();
    }
  }

  /** Opens and closes for so long; tells how many seconds that were. */
  double run(Duration time) {
    long start = System.nanoTime();
    long elapsed = 0;
    int before = all.size();
    while (elapsed < time.toNanos()) {
      long due = before + elapsed * PER_SECOND / Duration.ofSeconds(1).toNanos();
      while (all.size() < due && asked.size() < CONNECTIONS) {
        open();
      }
      closeOldest(STANDING);
      LockSupport.parkNanos(TICK_NANOS);
      elapsed = System.nanoTime() - start;
    }
    return elapsed / 1e9;
  }

  private void open() {
    ManagedChannel channel = channels.get(all.size() % CONNECTIONS);
    ReadingApp app = ReadingApp.open(lab.name("c"), channel, lab.history());
    all.add(app);
    asked.add(app);
  }

  private void closeOldest(int left) {
    asked.removeIf(app -> app.isAnswered() && standing.add(app));
    while (standing.size() > left) {
      standing.remove().cancel();
    }
  }

  private boolean closeAll() {
    closeOldest(0);
    return asked.isEmpty();
  }

  int opened() {
    return all.size() - counted;
  }

  /** How many stood, and ended only when they were closed. */
  long served() {
    return all.stream().skip(counted).filter(ReadingApp::isServed).count();
  }

  /** How many got a message. */
  long fed() {
    return all.stream().skip(counted).filter(app -> app.delivered() > 0).count();
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
