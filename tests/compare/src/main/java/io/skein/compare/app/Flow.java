package io.skein.compare.app;

import io.skein.compare.model.Workload;
import io.skein.peer.bench.FlowRun;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What is to be published when: flat out or at a rate, within a window; confined to the thread that
 * publishes, but for {@link #progress}.
 */
public final class Flow {
  /**
   * How late a publisher may be without the message counting as sent then. What is later was held
   * up by the system, and the time that it waited belongs to its latency.
   */
  private static final long SLACK_NANOS = 1_000_000;

  private final long[] sentOf;
  private final long windowMessages;
  private FlowRun run = FlowRun.NONE;
  private long startNanos;
  private long sentBefore;
  private long sent;
  private volatile long passed;

  /** Has nothing to publish yet. */
  public Flow(Workload workload) {
    sentOf = new long[workload.streams()];
    windowMessages = workload.windowMessages();
  }

  /** Begins a run; the one before has ended. */
  public void begin(FlowRun next) {
    run = next;
    sentBefore = sent;
    startNanos = System.nanoTime();
  }

  /** Takes note that all subscribers have come to {@code messages} of the messages; any thread. */
  public void progress(long messages) {
    passed = messages;
  }

  /** How many messages may go now. */
  public int due(long now) {
    long elapsed = now - startNanos;
    if (elapsed >= run.maxNanos()) {
      return 0;
    }
    long due = run.messages();
    if (run.isPaced()) {
      due = Math.min(due, elapsed / run.intervalNanos() + 1);
    }
    long room = passed + windowMessages - sent;
    return Math.clamp(Math.min(due - sentInRun(), room), 0, Integer.MAX_VALUE);
  }

  /** Whether the run is over: everything is sent, or its time is up. */
  public boolean hasEnded(long now) {
    return sentInRun() >= run.messages() || now - startNanos >= run.maxNanos();
  }

  /** Takes the next message of a stream. Its number is for {@link Stamp#write}. */
  public long take(int stream) {
    sent++;
    long count = ++sentOf[stream];
    return (count - 1) * sentOf.length + stream + 1;
  }

  /** The time to write into the message that is taken next, before it is taken. */
  public long stamp(long now) {
    if (!run.isPaced()) {
      return now;
    }
    long due = nextNanos();
    return now - due < SLACK_NANOS ? now : due;
  }

  /** When the next message is due at the rate of the run; {@link System#nanoTime()}. */
  public long nextNanos() {
    return startNanos + sentInRun() * run.intervalNanos();
  }

  /** Whether messages have times of their own. */
  public boolean isPaced() {
    return run.isPaced();
  }

  /** {@code MESSAGES START_NANOS LAST,LAST...}: how many went, since when, and so far of each. */
  String describe() {
    return sentInRun()
        + " "
        + startNanos
        + " "
        + Arrays.stream(sentOf).mapToObj(Long::toString).collect(Collectors.joining(","));
  }

  private long sentInRun() {
    return sent - sentBefore;
  }
}
