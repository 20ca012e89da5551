package io.skein.peer.bench;

import io.skein.peer.bench.client.AppLoop;
import io.skein.peer.bench.client.MeasuredRequests;
import io.skein.peer.bench.client.PublishBytes;
import io.skein.peer.bench.client.PublishSource;
import io.skein.peer.bench.client.Window;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes runs of numbered messages, flat out or at a rate, within a window; confined to the app
 * loop.
 */
final class FlowSource implements PublishSource {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /**
   * How late a timer may be without the message counting as sent then. What is later was held up by
   * the peer, and the time that it waited belongs to its latency.
   */
  private static final long TIMER_SLACK_NANOS = 1_000_000;

  private final AppLoop loop;
  private final MeasuredRequests requests;
  private final Window window;
  private final Consumer<String> answers;
  private Runnable pull = () -> {};
  private FlowRun run = FlowRun.NONE;
  private boolean sending;
  private boolean waiting;
  private long startNanos;
  private long first;
  private long number;
  private long accepted;

  /**
   * @param answers takes {@code ran FIRST LAST START_NANOS} after each run, and failures
   */
  FlowSource(AppLoop loop, MeasuredRequests requests, Window window, Consumer<String> answers) {
    this.loop = loop;
    this.requests = requests;
    this.window = window;
    this.answers = answers;
  }

  /** What makes the call ask for more. */
  void onMore(Runnable action) {
    pull = action;
  }

  /** Begins a run; the one before has ended. */
  void begin(FlowRun next) {
    run = next;
    first = number + 1;
    startNanos = System.nanoTime();
    sending = true;
    waiting = true;
    tick();
  }

  /** The receivers have come so far. */
  void progress(long sequence) {
    window.received(0, sequence);
    pull.run();
  }

  @Override
  public @Nullable PublishBytes next() {
    if (!sending || !window.hasRoom()) {
      return null;
    }
    long now = System.nanoTime();
    int count = due(now);
    if (count == 0) {
      return null;
    }
    for (int i = 0; i < count; i++) {
      number++;
      requests.stamp(i, number, stamp(now));
    }
    PublishBytes request = requests.request(count);
    window.sent(number, request.length());
    sending = number - first + 1 < run.messages();
    return request;
  }

  @Override
  public void receipts(long nowAccepted, long relayed) {
    accepted = nowAccepted;
    answerWhenDone();
  }

  @Override
  public void closed(@Nullable String failure) {
    answers.accept(failure == null ? "closed" : "failed " + failure.replace('\n', ' '));
  }

  private int due(long now) {
    if (now - startNanos >= run.maxNanos()) {
      endSending();
      return 0;
    }
    long sent = number - first + 1;
    long due = run.messages();
    if (run.isPaced()) {
      due = Math.min(due, (now - startNanos) / run.intervalNanos() + 1);
    }
    return (int) Math.min(requests.capacity(), due - sent);
  }

  private void endSending() {
    sending = false;
    answerWhenDone();
  }

  private void answerWhenDone() {
    if (waiting && !sending && accepted >= number) {
      waiting = false;
      answers.accept("ran " + first + " " + number + " " + startNanos);
    }
  }

  private long stamp(long now) {
    if (!run.isPaced()) {
      return now;
    }
    long due = dueNanos(number - first);
    return now - due < TIMER_SLACK_NANOS ? now : due;
  }

  private long dueNanos(long index) {
    return startNanos + index * run.intervalNanos();
  }

  /** Comes by at the time of the next message, or now and then to end a run that stands still. */
  private void tick() {
    pull.run();
    if (!sending) {
      return;
    }
    long now = System.nanoTime();
    if (now - startNanos >= run.maxNanos()) {
      endSending();
      return;
    }
    long next = run.isPaced() ? dueNanos(number - first + 1) : now + NANOS_PER_SECOND / 10;
    loop.schedule(this::tick, Math.max(1_000, next - now));
  }
}
