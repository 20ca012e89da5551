package io.skein.compare.app;

import io.skein.compare.model.Workload;
import io.skein.peer.bench.FlowRun;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Publishes through a {@link Sender} on a thread of its own; thread-safe. */
public final class PushOutlet implements Outlet {
  private static final int MOST_AT_ONCE = 256;
  private static final long WAIT_NANOS = 20_000;

  private final LinkedBlockingQueue<Runnable> runs = new LinkedBlockingQueue<>(1);
  private final Sender sender;
  private final Flow flow;
  private final byte[] filler;
  private final int streams;
  private final Thread thread;
  private int next;

  /** Takes over {@code sender}. */
  public PushOutlet(Workload workload, Sender sender) {
    this.sender = sender;
    flow = new Flow(workload);
    filler = Stamp.filler(workload.messageBytes());
    streams = workload.streams();
    thread = Thread.ofPlatform().daemon().name("compare-publisher").start(this::serve);
  }

  @Override
  public void run(FlowRun run, Consumer<String> whenDone) {
    runs.add(() -> publish(run, whenDone));
  }

  @Override
  public void progress(long messages) {
    flow.progress(messages);
  }

  @Override
  public void close() {
    thread.interrupt();
    sender.close();
  }

  private void serve() {
    try {
      while (true) {
        runs.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(FlowRun run, Consumer<String> whenDone) {
    try {
      flow.begin(run);
      for (long now = System.nanoTime(); !flow.hasEnded(now); now = System.nanoTime()) {
        int due = Math.min(flow.due(now), MOST_AT_ONCE);
        if (due == 0) {
          Pace.await(flow.isPaced() ? flow.nextNanos() : now + WAIT_NANOS);
        }
        send(due, now);
      }
      sender.flush();
      whenDone.accept("ran " + flow.describe());
    } catch (IOException e) {
      whenDone.accept("failed " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(int count, long now) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      byte[] payload = filler.clone();
      long stamp = flow.stamp(now);
      Stamp.write(payload, 0, flow.take(next), stamp);
      sender.send(next, payload);
      next = next + 1 == streams ? 0 : next + 1;
    }
    if (count > 0 && flow.isPaced()) {
      sender.flush();
    }
  }
}
