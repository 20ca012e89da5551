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
  private final Duration round;

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
    this.round = round;
  }

  /**
   * Lets urgent messages flow, and large ones one after the other: a peer that has run for long has
   * compiled what both need, which one a second would not bring about.
   *
   * @throws IOException if urgent messages do not arrive
   */
  void warmUp(Duration time) throws IOException, InterruptedException {
    round(time, true, 0);
  }

  /**
   * Measures both by turns.
   *
   * @throws IOException if urgent messages do not arrive, or are lost
   */
  List<LargePair> measure(int pairs) throws IOException, InterruptedException {
    List<LargePair> measured = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      double alone = round(round, false, PERIOD_NANOS);
      measured.add(new LargePair(alone, round(round, true, PERIOD_NANOS)));
    }
    return measured;
  }

  /** Microseconds that 99 of 100 urgent messages did not exceed. */
  private double round(Duration time, boolean withLarge, long periodNanos)
      throws IOException, InterruptedException {
    AtomicBoolean running = new AtomicBoolean(withLarge);
    CompletableFuture<Void> large =
        CompletableFuture.runAsync(() -> sendLarge(running, periodNanos));
    LockSupport.parkNanos(SETTLE_NANOS);
    probe.reset();
    long start = System.nanoTime();
    long sent = 0;
    for (long due = 0; due < time.toNanos(); due += intervalNanos) {
      LockSupport.parkNanos(start + due - System.nanoTime());
      probe.sendUrgent();
      sent++;
    }
    running.set(false);
    large.join();
    probe.awaitReceived(sent);
    if (probe.lost() > 0) {
      throw new IOException(probe.lost() + " of " + sent + " urgent messages were lost");
    }
    return probe.micros(P99);
  }

  private void sendLarge(AtomicBoolean running, long periodNanos) {
    for (long due = System.nanoTime(); running.get(); due += periodNanos) {
      LockSupport.parkNanos(due - System.nanoTime());
      probe.sendLarge(payload);
    }
  }
}
