package io.skein.compare.broadcast;

import io.skein.compare.app.Nodes;
import io.skein.compare.app.Programs;
import io.skein.compare.member.MemberSystem;
import io.skein.compare.model.Measurement;
import io.skein.compare.model.Running;
import io.skein.compare.model.Workload;
import io.skein.peer.bench.AppProcess;
import io.skein.peer.bench.CpuMeter;
import io.skein.peer.bench.FlowRun;
import io.skein.peer.bench.SubscriberReport;
import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.Children;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The process with all members, led from outside; confined to one thread. */
public final class RunningBroadcast implements Running {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double NANOS_PER_SECOND = 1e9;

  /** Many nodes share this heap, of which each alone would have half a GiB. */
  private static final String HEAP = "-Xmx3g";

  private final Workload workload;
  private final Nodes nodes;
  private final Children children;
  private final AppProcess members;
  private final CpuMeter cpu;
  private long lost;
  private long duplicated;
  private long reordered;

  private RunningBroadcast(Workload workload, Nodes nodes, Children children, AppProcess members) {
    this.workload = workload;
    this.nodes = nodes;
    this.children = children;
    this.members = members;
    List<Child> processes = new ArrayList<>(nodes.processes());
    processes.add(members.child());
    cpu = new CpuMeter(processes);
  }

  /**
   * Starts the members of the contender of that name.
   *
   * @throws IOException if they do not come to know each other
   */
  public static RunningBroadcast start(String contender, Workload workload, MemberSystem system)
      throws IOException, InterruptedException {
    Nodes nodes = system.nodes(workload);
    try {
      Children children =
          Children.inTemporaryDirectory(Programs.ofThisSuite(system.jvmFlags()).with(HEAP));
      return start(contender, workload, nodes, children);
    } catch (IOException | InterruptedException | RuntimeException e) {
      nodes.close();
      throw e;
    }
  }

  private static RunningBroadcast start(
      String contender, Workload workload, Nodes nodes, Children children)
      throws IOException, InterruptedException {
    try {
      List<String> arguments =
          BroadcastCommand.arguments(contender, workload, nodes.memberAddress());
      AppProcess members =
          AppProcess.listenTo(children.startPiped("members", arguments), none -> {});
      members.await("ready", PATIENCE);
      return new RunningBroadcast(workload, nodes, children, members);
    } catch (IOException e) {
      children.keepDirectory();
      children.close();
      throw new IOException(e.getMessage() + "; logs are in " + children.directory(), e);
    } catch (InterruptedException | RuntimeException e) {
      children.close();
      throw e;
    }
  }

  @Override
  public Measurement measure(Duration time) throws IOException, InterruptedException {
    cpu.start();
    members.tell("run " + run(time));
    String[] words = members.await("ran", time.plus(PATIENCE)).split(" ", 4);
    double cpuSeconds = cpu.seconds();
    SubscriberReport seen = SubscriberReport.parse(words[3]);
    long nanos = Math.max(1, seen.lastArrivalNanos() - Long.parseLong(words[1]));
    Measurement measured =
        new Measurement(
            Long.parseLong(words[0]),
            seen.received(),
            nanos / NANOS_PER_SECOND,
            cpuSeconds,
            seen.lost() - lost,
            seen.duplicated() - duplicated,
            seen.outOfOrder() - reordered,
            seen.p50(),
            seen.p99(),
            seen.p999(),
            extras(words[2]));
    lost = seen.lost();
    duplicated = seen.duplicated();
    reordered = seen.outOfOrder();
    return measured;
  }

  @Override
  public void close() {
    children.close();
    nodes.close();
  }

  private FlowRun run(Duration time) {
    return workload.rate() == 0
        ? FlowRun.ofTime(time)
        : FlowRun.ofMessages(
            Math.max(1, workload.rate() * time.toMillis() / 1_000), workload.rate());
  }

  private static Map<String, Double> extras(String text) {
    Map<String, Double> extras = new HashMap<>();
    for (String extra : text.split(",", -1)) {
      String[] pair = extra.split("=", 2);
      extras.put(pair[0], Double.valueOf(pair[1]));
    }
    return extras;
  }
}
