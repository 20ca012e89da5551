package io.skein.peer.bench;

import com.google.protobuf.ByteString;
import io.skein.peer.bench.client.UrgentProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Urgent messages without and with a large one every second; confined to one thread. */
final class LargeRun {
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final double P99 = 99;

  private final UrgentProbe probe;
  private final ByteString payload;
  private final long intervalNanos;
  private final long roundNanos;

  /**
   * A run.
   *
   * @param bytes of each large message
   * @param rate urgent messages a second
   */
  LargeRun(UrgentProbe probe, int bytes, int rate, Duration round) {
    this.probe = probe;
    byte[] random = new byte[bytes];
    new Random(1).nextBytes(random);
    this.payload = ByteString.copyFrom(random);
    this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / rate;
    this.roundNanos = round.toNanos();
  }

  /**
   * Warms both up, and measures them by turns.
   *
   * @throws IOException if urgent messages do not arrive
   */
  List<LargePair> measure(int pairs) throws IOException, InterruptedException {
    round(false);
    round(true);
    List<LargePair> measured = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      measured.add(new LargePair(round(false), round(true)));
    }
    return measured;
  }

  /** Microseconds that 99 of 100 urgent messages did not exceed. */
  private double round(boolean withLarge) throws IOException, InterruptedException {
    AtomicBoolean running = new AtomicBoolean(withLarge);
    CompletableFuture<Void> large = CompletableFuture.runAsync(() -> sendLarge(running));
    LockSupport.parkNanos(SETTLE_NANOS);
    probe.reset();
    long start = System.nanoTime();
    long sent = 0;
    for (long due = 0; due < roundNanos; due += intervalNanos) {
      LockSupport.parkNanos(start + due - System.nanoTime());
      probe.sendUrgent();
      sent++;
    }
    running.set(false);
    large.join();
    probe.awaitReceived(sent);
    return probe.micros(P99);
  }

  private void sendLarge(AtomicBoolean running) {
    for (long due = System.nanoTime(); running.get(); due += PERIOD_NANOS) {
      LockSupport.parkNanos(due - System.nanoTime());
      probe.sendLarge(payload);
    }
  }
}
