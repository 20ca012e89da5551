package io.skein.compare.app;

import io.skein.peer.bench.FlowRun;
import io.skein.peer.bench.client.AppLoop;
import java.util.function.Consumer;

/**
 * Publishes through calls on an event loop that ask for messages while they are ready; thread-safe.
 * The times of messages come from a thread of their own, as for everybody, not from the loop's
 * timers.
 */
public final class PullOutlet implements Outlet {
  private static final long LOOK_NANOS = 2_000_000;

  private final AppLoop loop;
  private final Flow flow;
  private final Runnable pull;
  private Consumer<String> answers = none -> {};
  private boolean running;
  private volatile boolean paced;

  /**
   * An outlet.
   *
   * @param loop is closed with this
   * @param flow what the calls take messages from
   * @param pull makes all calls ask for messages; called on the loop
   */
  public PullOutlet(AppLoop loop, Flow flow, Runnable pull) {
    this.loop = loop;
    this.flow = flow;
    this.pull = pull;
  }

  @Override
  public void run(FlowRun run, Consumer<String> whenDone) {
    loop.execute(() -> begin(run, whenDone));
  }

  @Override
  public void progress(long messages) {
    flow.progress(messages);
    loop.execute(pull);
  }

  /** Takes note that a call ended although nobody asked it to. */
  public void failed(String why) {
    loop.execute(() -> answers.accept("failed " + why.replace('\n', ' ')));
  }

  @Override
  public void close() {
    paced = false;
    loop.close();
  }

  private void begin(FlowRun run, Consumer<String> whenDone) {
    answers = whenDone;
    running = true;
    flow.begin(run);
    if (run.isPaced()) {
      paced = true;
      long start = System.nanoTime();
      Thread.ofPlatform()
          .daemon()
          .name("compare-pace")
          .start(() -> keepTime(start, run.intervalNanos()));
    }
    look();
  }

  /** Sends what is due, and sees whether the run is over. */
  private void look() {
    pull.run();
    if (running && flow.hasEnded(System.nanoTime())) {
      running = false;
      paced = false;
      answers.accept("ran " + flow.describe());
    } else if (running) {
      loop.schedule(this::look, LOOK_NANOS);
    }
  }

  private void keepTime(long start, long interval) {
    for (long next = start; paced; ) {
      Pace.await(next);
      long now = System.nanoTime();
      if (now >= next) {
        loop.execute(pull);
        next = start + ((now - start) / interval + 1) * interval;
      }
    }
  }
}
