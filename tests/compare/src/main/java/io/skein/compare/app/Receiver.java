package io.skein.compare.app;

import io.skein.compare.model.Workload;
import io.skein.peer.bench.Latencies;
import io.skein.peer.bench.SubscriberReport;
import io.skein.peer.bench.client.SequenceTracker;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One subscription that looks at every payload. Messages come on one thread at a time; all else is
 * for the process's main thread, asked while nothing flows.
 */
public final class Receiver {
  private final Workload workload;
  private final int index;
  private final Consumer<String> failures;
  private final int[] streams;
  private final SequenceTracker[] trackers;
  private final @Nullable Latencies latencies;
  private final AtomicInteger resets = new AtomicInteger();
  private final AtomicLong passed = new AtomicLong();
  private long received;
  private long lastArrivalNanos;
  private int resetsSeen;

  /**
   * A subscription.
   *
   * @param index among all subscriptions of the workload, from 0 on
   * @param failures takes answers to whoever leads this process
   */
  Receiver(Workload workload, int index, Consumer<String> failures) {
    this.failures = failures;
    this.workload = workload;
    this.index = index;
    latencies = workload.hasLatency() ? new Latencies() : null;
    streams = workload.streamsOf(index);
    trackers =
        Stream.generate(() -> new SequenceTracker(1))
            .limit(workload.streams())
            .toArray(SequenceTracker[]::new);
  }

  /** What it subscribes to. */
  public String pattern() {
    return workload.pattern(index);
  }

  /** Among all subscriptions of the workload, from 0 on. */
  public int index() {
    return index;
  }

  /**
   * Takes a payload.
   *
   * @param from where it begins
   * @param length its bytes; must be those of the workload
   * @param arrivedNanos {@link System#nanoTime()} of its arrival
   */
  public void accept(byte[] bytes, int from, int length, long arrivedNanos) {
    if (length != workload.messageBytes()) {
      throw new IllegalArgumentException("payload of " + length + " bytes came");
    }
    forgetIfReset();
    long place = Stamp.number(bytes, from) - 1;
    boolean alone = trackers.length == 1;
    SequenceTracker tracker = trackers[alone ? 0 : (int) (place % trackers.length)];
    long before = tracker.highest();
    tracker.accept(alone ? place + 1 : place / trackers.length + 1);
    if (latencies != null) {
      latencies.record(arrivedNanos - Stamp.nanos(bytes, from));
    }
    lastArrivalNanos = arrivedNanos;
    received++;
    // Only this thread writes it, and last: who reads it sees all that was counted before.
    passed.lazySet(passed.getPlain() + tracker.highest() - before);
  }

  /** Takes note that no more will come; any thread. */
  public void failed(String why) {
    failures.accept("failed " + why.replace('\n', ' '));
  }

  /** Counts and times from the next message on; what was lost counts from the start. */
  void reset() {
    resets.incrementAndGet();
  }

  /** How many messages came or were passed over by later ones; any thread. */
  long passed() {
    return passed.get();
  }

  /** The same in messages of the whole workload; it is ahead of all if nothing is for it. */
  long passedOfAll() {
    return streams.length == 0 ? Long.MAX_VALUE : passed.get() * trackers.length / streams.length;
  }

  /**
   * What it saw.
   *
   * @param last number of the last message of each stream
   */
  SubscriberReport report(long[] last) {
    long hasPassed = passed.get();
    forgetIfReset();
    long missing = Arrays.stream(streams).mapToLong(s -> trackers[s].missing(last[s])).sum();
    return new SubscriberReport(
        received,
        lastArrivalNanos,
        hasPassed,
        missing,
        sum(SequenceTracker::duplicated),
        sum(SequenceTracker::outOfOrder),
        0,
        0,
        micros(50),
        micros(99),
        micros(99.9));
  }

  private void forgetIfReset() {
    int now = resets.get();
    if (now != resetsSeen) {
      resetsSeen = now;
      received = 0;
      if (latencies != null) {
        latencies.reset();
      }
    }
  }

  private long sum(ToLongFunction<SequenceTracker> field) {
    return Arrays.stream(trackers).mapToLong(field).sum();
  }

  private double micros(double percent) {
    return latencies == null ? 0 : latencies.micros(percent);
  }
}
