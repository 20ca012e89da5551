package io.skein.compare.broadcast;

import io.skein.compare.member.Member;
import io.skein.compare.member.MemberSystem;
import io.skein.compare.member.Place;
import io.skein.compare.model.Workload;
import io.skein.peer.bench.FlowRun;
import io.skein.peer.bench.SubscriberReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All members of a system in this process; confined to one thread. */
final class Broadcast implements AutoCloseable {
  private final List<Member> members;
  private final Tally tally;
  private final Turns turns;

  private Broadcast(List<Member> members, Tally tally, Turns turns) {
    this.members = members;
    this.tally = tally;
    this.turns = turns;
  }

  /** Starts them and waits until each can reach all others. */
  static Broadcast start(MemberSystem system, Workload workload, String address)
      throws IOException, InterruptedException {
    Tally tally = new Tally(workload);
    List<Member> members = new ArrayList<>();
    try {
      for (int i = 0; i < workload.fan(); i++) {
        Place place = new Place(i, workload.fan(), address, true, workload);
        members.add(system.join(place, tally.intake(i)));
      }
      for (Member member : members) {
        member.awaitOthers();
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      members.forEach(Member::close);
      throw e;
    }
    return new Broadcast(members, tally, new Turns(workload, tally, members));
  }

  /** Does a run; tells {@code MESSAGES START_NANOS EXTRAS REPORT}. */
  String run(FlowRun run) throws IOException, InterruptedException {
    tally.reset();
    Map<String, Double> before = counters();
    long messages = turns.run(run);
    Map<String, Double> after = counters();
    SubscriberReport report = tally.report(turns.published());
    String extras =
        after.entrySet().stream()
            .map(
                counter -> {
                  double grown = counter.getValue() - before.getOrDefault(counter.getKey(), 0.0);
                  return counter.getKey()
                      + "_per_delivery="
                      + grown / Math.max(1, report.received());
                })
            .collect(Collectors.joining(","));
    return messages + " " + turns.startNanos() + " " + extras + " " + report.toLine();
  }

  @Override
  public void close() {
    members.forEach(Member::close);
  }

  private Map<String, Double> counters() throws IOException {
    Map<String, Double> sums = new HashMap<>(Map.of("wire_bytes", Loopback.bytes()));
    for (Member member : members) {
      member.counters().forEach((name, value) -> sums.merge(name, value, Double::sum));
    }
    return sums;
  }
}
