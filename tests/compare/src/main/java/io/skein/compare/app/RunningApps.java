package io.skein.compare.app;

import io.skein.compare.model.Measurement;
import io.skein.compare.model.Running;
import io.skein.compare.model.Workload;
import io.skein.peer.bench.CpuMeter;
import io.skein.peer.bench.FlowRun;
import io.skein.peer.bench.SubscriberReport;
import io.skein.peer.bench.network.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nodes and apps of a contender, led from outside; confined to one thread. */
final class RunningApps implements Running {
  private static final Duration STANDSTILL = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double NANOS_PER_SECOND = 1e9;

  private final Workload workload;
  private final Nodes nodes;
  private final AppProcesses apps;
  private final CpuMeter cpu;
  private Map<String, Double> before = Map.of();
  private SubscriberReport last = Reports.sum(List.of());
  private boolean looked;

  private RunningApps(Workload workload, Nodes nodes, AppProcesses apps) {
    this.workload = workload;
    this.nodes = nodes;
    this.apps = apps;
    List<Child> all = new ArrayList<>(nodes.processes());
    all.addAll(apps.children());
    cpu = new CpuMeter(all);
  }

  /** Starts the apps of the contender of that name; from here on the nodes are ended with them. */
  static RunningApps start(String contender, Workload workload, Nodes nodes)
      throws IOException, InterruptedException {
    return new RunningApps(workload, nodes, AppProcesses.start(contender, workload, nodes));
  }

  @Override
  public Measurement measure(Duration time) throws IOException, InterruptedException {
    if (!looked) {
      before = nodes.look();
      looked = true;
    }
    apps.reset();
    cpu.start();
    Published published = Published.parse(apps.publish(run(time), time.plus(PATIENCE)));
    apps.arrivals().await(published.deliveries(workload), STANDSTILL);
    double cpuSeconds = cpu.seconds();
    return measurement(published, apps.report(published.lasts()), cpuSeconds);
  }

  @Override
  public Measurement conclude(Measurement measured) throws IOException, InterruptedException {
    Map<String, Double> extras = new HashMap<>(measured.extras());
    before.forEach((name, value) -> extras.put(name + "_before", value));
    nodes.look().forEach((name, value) -> extras.put(name + "_after", value));
    return measured.with(extras);
  }

  @Override
  public void close() {
    apps.close();
    nodes.close();
  }

  private FlowRun run(Duration time) {
    return workload.rate() == 0
        ? FlowRun.ofTime(time)
        : FlowRun.ofMessages(
            Math.max(1, workload.rate() * time.toMillis() / 1_000), workload.rate());
  }

  /** The subscribers count what went wrong from the start; a round is only what it added. */
  private Measurement measurement(Published published, SubscriberReport seen, double cpuSeconds) {
    long nanos = Math.max(1, seen.lastArrivalNanos() - published.startNanos());
    Measurement measured =
        new Measurement(
            published.messages(),
            seen.received(),
            nanos / NANOS_PER_SECOND,
            cpuSeconds,
            seen.lost() - last.lost(),
            seen.duplicated() - last.duplicated(),
            seen.outOfOrder() - last.outOfOrder(),
            seen.p50(),
            seen.p99(),
            seen.p999(),
            Map.of());
    last = seen;
    return measured;
  }

  /**
   * A run that was published.
   *
   * @param lasts how many messages of each stream there were so far
   */
  private record Published(long messages, long startNanos, List<Long> lasts) {
    static Published parse(String text) {
      String[] words = text.split(" ", -1);
      List<Long> lasts = Arrays.stream(words[2].split(",", -1)).map(Long::valueOf).toList();
      return new Published(Long.parseLong(words[0]), Long.parseLong(words[1]), lasts);
    }

    /** Deliveries of all subscriptions so far. */
    long deliveries(Workload workload) {
      long deliveries = 0;
      for (int i = 0; i < workload.subscriptions(); i++) {
        for (int stream : workload.streamsOf(i)) {
          deliveries += lasts.get(stream);
        }
      }
      return deliveries;
    }
  }
}
