package io.skein.faults.scenario;

import java.util.ArrayList;
import java.util.List;

/** All faults by name; stateless. */
public final class Catalogue {
  /** Quick ones, of each kind one: what CI runs. */
  public static final List<String> QUICK =
      List.of("killed-publisher", "stop", "partition", "all-stalled");

  private static final List<Scenario> ALL =
      List.of(
          new Scenario("kill-quarter", "kill -9 of 3 of 12 peers", Kills::quarter),
          new Scenario("kill-quarter-50", "25 % of 50 crash (simulated)", Simulated::quarter),
          new Scenario("kill-half-50", "50 % of 50 crash (simulated)", Simulated::half),
          new Scenario("kill-most-50", "80 % of 50 crash (simulated)", Simulated::most),
          new Scenario(
              "killed-publisher",
              "kill -9 of a publisher that nobody hears",
              Proxied::killedPublisher),
          new Scenario(
              "bootstrap", "bootstrap servers down, a peer restarts", Machines::bootstrapDown),
          new Scenario("rolling", "rolling restart, one peer every 2 s", Kills::rolling),
          new Scenario("partition", "partition into halves", Partitions::halves),
          new Scenario("one-way", "one-way drop", Partitions::oneWay),
          new Scenario("flapping", "flapping every 2 s", Partitions::flapping),
          new Scenario("long-partition", "partition of 10 min (simulated)", Simulated::tenMinutes),
          new Scenario("slow-link", "slow link, 256 kbit/s", SlowLinks::slow),
          new Scenario("slow-urgent", "urgent messages on a slow link", SlowLinks::urgent),
          new Scenario("stop", "SIGSTOP", Stops::stopped),
          new Scenario("deaf", "neighbour that reads nothing", Stops::deaf),
          new Scenario("pause", "SIGSTOP for 3 s", Stops::paused),
          new Scenario("one-stalled", "one stalled subscriber of 100", Readers::oneStalled),
          new Scenario("all-stalled", "all subscribers stalled", Readers::allStalled),
          new Scenario("subscriptions", "subscriptions come and go", Readers::churn),
          new Scenario("crashes", "crash and restart again and again", Kills::again),
          new Scenario("clock", "wall clock jumps of 10 min", Machines::clockJumps),
          new Scenario("terminate", "SIGTERM under load", Kills::terminated),
          new Scenario("versions", "version N with N-1", Machines::versions),
          new Scenario("descriptors", "more callers than descriptors", Machines::fewDescriptors),
          new Scenario("cut", "connection reset 8 times (proxy)", Proxied::cut),
          new Scenario("half-open", "connection half open (proxy)", Proxied::halfOpen),
          new Scenario("slices", "20 ms for each 1,000 bytes (proxy)", Proxied::sliced));

  private Catalogue() {}

  /** All names, in the order of running. */
  public static List<String> names() {
    return ALL.stream().map(Scenario::name).toList();
  }

  /**
   * The faults of these names, in this order; all if there is none.
   *
   * @throws IllegalArgumentException if a name is unknown
   */
  public static List<Scenario> named(List<String> names) {
    List<Scenario> chosen = new ArrayList<>();
    for (String name : names.isEmpty() ? names() : names) {
      chosen.add(
          ALL.stream()
              .filter(scenario -> scenario.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "no fault '" + name + "'; there are: " + String.join(", ", names()))));
    }
    return chosen;
  }
}
