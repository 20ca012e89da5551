package io.skein.peer.bench;

import io.skein.peer.bench.network.LocalPeer;
import io.skein.peer.bench.network.PeerProbe;
import io.skein.proto.app.v1.LogStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Stalls some of many subscribers under full load; confined to one thread. */
final class FanoutRun {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final double FULL = 0.9;
  private static final int MAX_WARMUPS = 20;

  private final Apps apps;
  private final LocalPeer peer;
  private final FanoutPlan plan;
  private final Consumer<String> say;

  /**
   * @param peer the peer of the subscribers
   * @param say takes what people may want to know meanwhile
   */
  FanoutRun(Apps apps, LocalPeer peer, FanoutPlan plan, Consumer<String> say) {
    this.apps = apps;
    this.peer = peer;
    this.plan = plan;
    this.say = say;
  }

  /**
   * The heap is looked at when the log is full but nobody has stalled, and again at the end of the
   * load while they still do: the difference is what they cost.
   */
  FanoutResult run() throws IOException, InterruptedException {
    FlowDone before = fillLog();
    SubscriberReport calm = apps.report(before.last());
    long heapBefore = HeapProbe.liveBytes(peer);
    apps.reset();
    apps.stall(plan.stalled(), before.last() + 1);
    say.accept(plan.stalled() + " stalled, full load for " + plan.time().toSeconds() + " s");
    FlowDone done = apps.publish(FlowRun.ofTime(plan.time()), PATIENCE);
    long heapAfter = HeapProbe.liveBytes(peer);
    SubscriberReport others = apps.report(done.last());
    say.accept("waking them");
    SubscriberReport woken = apps.wake(done.last(), done.messages() * plan.stalled());
    return new FanoutResult(done.messages(), calm, others, woken, heapBefore, heapAfter);
  }

  /** A log that fills up later would look like memory held for whoever stalls. */
  private FlowDone fillLog() throws IOException, InterruptedException {
    try (PeerProbe probe = new PeerProbe(peer.app())) {
      for (int i = 1; ; i++) {
        say.accept("warming up for " + plan.warmup().toSeconds() + " s");
        FlowDone done = apps.publish(FlowRun.ofTime(plan.warmup()), PATIENCE);
        LogStatus log = probe.describe().getLog();
        if (log.getBytes() >= log.getMaxBytes() * FULL) {
          return done;
        }
        if (i == MAX_WARMUPS) {
          throw new IOException(
              "the log holds only %,d of %,d bytes after %d times --warmup: make that longer"
                  .formatted(log.getBytes(), log.getMaxBytes(), i));
        }
      }
    }
  }
}
