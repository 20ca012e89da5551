package io.skein.peer.bench;

import io.skein.peer.bench.network.LocalPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs messages from an app over two peers to an app; confined to one thread. */
final class PipeRun {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final double NANOS_PER_SECOND = 1e9;

  private final Apps apps;
  private final CpuMeter publisherCpu;
  private final CpuMeter subscriberCpu;
  private final CpuMeter peersCpu;
  private final PipePlan plan;
  private final Consumer<String> say;

  /**
   * @param say takes what people may want to know meanwhile
   */
  PipeRun(BenchNetwork network, Apps apps, PipePlan plan, Consumer<String> say) {
    this.apps = apps;
    this.plan = plan;
    this.say = say;
    publisherCpu = new CpuMeter(List.of(apps.publisher()));
    subscriberCpu = new CpuMeter(List.of(apps.subscriber()));
    peersCpu = new CpuMeter(network.started().stream().map(LocalPeer::child).toList());
  }

  /** Warms up, measures throughput, then latency. */
  PipeResult run() throws IOException, InterruptedException {
    if (plan.warmup().isPositive()) {
      say.accept("warming up for " + plan.warmup().toSeconds() + " s");
      apps.publish(FlowRun.ofTime(plan.warmup()), PATIENCE);
    }
    List<PipeRound> rounds = new ArrayList<>();
    for (int i = 1; i <= plan.rounds(); i++) {
      rounds.add(measure(FlowRun.ofMessages(plan.messages(), plan.rate())));
      say.accept(
          "round %d of %d: %s messages/s"
              .formatted(
                  i,
                  plan.rounds(),
                  Digits.grouped(Math.round(rounds.getLast().messagesPerSecond()))));
    }
    say.accept("measuring latency at %,d messages/s".formatted(plan.latencyRate()));
    long paced = Math.max(1, plan.latencyRate() * plan.latencyTime().toMillis() / 1_000);
    PipeRound latency = measure(FlowRun.ofMessages(paced, plan.latencyRate()));
    return new PipeResult(rounds, latency);
  }

  private PipeRound measure(FlowRun run) throws IOException, InterruptedException {
    apps.reset();
    publisherCpu.start();
    subscriberCpu.start();
    peersCpu.start();
    FlowDone done = apps.publish(run, PATIENCE);
    CpuSeconds cpu =
        new CpuSeconds(publisherCpu.seconds(), subscriberCpu.seconds(), peersCpu.seconds());
    SubscriberReport seen = apps.report(done.last());
    double seconds = (seen.lastArrivalNanos() - done.startNanos()) / NANOS_PER_SECOND;
    return new PipeRound(done.messages(), seen.received() / seconds, cpu, seen);
  }
}
