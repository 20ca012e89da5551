package io.skein.peer.cli;

import io.skein.peer.simulation.Faults;
import io.skein.peer.simulation.Faults.Crash;
import io.skein.peer.simulation.Faults.Partition;
import io.skein.peer.simulation.Lines;
import io.skein.peer.simulation.Load;
import io.skein.peer.simulation.Schedule;
import io.skein.peer.simulation.SimulationConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is simulated; confined to the thread that parses it. */
final class SimulationOptions {
  @Option(
      names = "--peers",
      paramLabel = "N",
      description = "How many peers (default: ${DEFAULT-VALUE}).")
  private int peers = 100;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Where all chance comes from (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description =
          "Virtual time from the first peer to the last fault and message, and a little more"
              + " (default: 120s).")
  private Duration duration = Duration.ofMinutes(2);

  @Option(
      names = "--warmup",
      paramLabel = "DURATION",
      description =
          "What is published before is not measured; peers join in its first half, at most 10 s,"
              + " and publishing begins then (default: 20s, at most a third of the duration).")
  private @Nullable Duration warmup;

  @Option(
      names = "--publishers",
      paramLabel = "N",
      description = "How many of the peers publish (default: ${DEFAULT-VALUE}).")
  private int publishers = 10;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Messages a second and publisher (default: ${DEFAULT-VALUE}).")
  private double rate = 1;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      description = "Payload of a message in bytes (default: ${DEFAULT-VALUE}).")
  private int payloadBytes = 100;

  @Option(
      names = "--latency",
      paramLabel = "MS|MS..MS",
      converter = SimulationConverters.Latency.class,
      description =
          "Milliseconds one way between two peers, for each pair another one of a range (default:"
              + " 10..50).")
  private SimulationConverters.Span latency =
      new SimulationConverters.Span(Duration.ofMillis(10), Duration.ofMillis(50));

  @Option(
      names = "--bandwidth",
      paramLabel = "SIZE/s",
      converter = SimulationConverters.Bandwidth.class,
      description = "What a link carries each way, as 1MiB/s (default: all).")
  private @Nullable Long bandwidth;

  @Option(
      names = "--break",
      paramLabel = "P",
      description = "Probability a second that a link breaks; both ends hear of it.")
  private double breaks;

  @Option(
      names = "--crash",
      paramLabel = "F@TIME",
      converter = SimulationConverters.CrashText.class,
      description = "A fraction of the peers dies silently, as 0.3@20s.")
  private @Nullable Crash crash;

  @Option(
      names = "--partition",
      paramLabel = "F@FROM..TO",
      converter = SimulationConverters.PartitionText.class,
      description = "A fraction of the peers is cut off from the others, as 0.5@20s..50s.")
  private @Nullable Partition partition;

  @Option(
      names = "--churn",
      paramLabel = "P",
      description =
          "Probability a second that a peer leaves, every other time by a crash; it comes back 5 to"
              + " 15 s later.")
  private double churn;

  @Option(
      names = "--slow",
      paramLabel = "F",
      description = "Fraction of peers whose links carry 1/50, at most 256 kbit/s.")
  private double slow;

  @Option(
      names = "--skew",
      paramLabel = "DURATION",
      description = "How far wall clocks are off at most, either way.")
  private @Nullable Duration skew;

  @Option(
      names = "--pause",
      paramLabel = "P",
      description = "Probability a second that a peer stands still, for 1 to 6 s.")
  private double pauses;

  @Option(
      names = "--flood",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description = "Send every message to every neighbour instead of along trees, to compare.")
  private boolean flood;

  @Option(
      names = "--safety",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description =
          "Let faults go on to the end, and check only what holds at any time: nothing twice,"
              + " nothing invented, order kept, every loss reported.")
  private boolean safety;

  /**
   * The configuration.
   *
   * @throws IllegalArgumentException in words for people, if values do not fit
   */
  SimulationConfig config() {
    Duration none = Duration.ZERO;
    return new SimulationConfig(
        peers,
        seed,
        warmup == null ? Schedule.of(duration) : Schedule.of(duration, warmup),
        new Load(publishers, rate, payloadBytes),
        new Lines(latency.from(), latency.to(), bandwidth == null ? Long.MAX_VALUE : bandwidth),
        new Faults(
            breaks,
            Optional.ofNullable(crash),
            Optional.ofNullable(partition),
            churn,
            slow,
            skew == null ? none : skew,
            pauses),
        flood,
        safety);
  }

  /** The options in words, those without effect left out. */
  String words() {
    List<String> words = new ArrayList<>();
    words.add("seed " + seed + ", " + Durations.format(duration));
    words.add(publishers + " publishers, " + rate + " messages/s each, " + payloadBytes + " B");
    words.add("latency " + latency.from().toMillis() + ".." + latency.to().toMillis() + " ms");
    add(words, "bandwidth " + bandwidth + " B/s", bandwidth != null);
    add(words, "break " + breaks + "/s", breaks > 0);
    if (crash != null) {
      words.add("crash " + crash.fraction() + " at " + Durations.format(crash.at()));
    }
    if (partition != null) {
      words.add(
          "partition "
              + partition.fraction()
              + " from "
              + Durations.format(partition.from())
              + " to "
              + Durations.format(partition.to()));
    }
    add(words, "churn " + churn + "/s", churn > 0);
    add(words, "slow " + slow, slow > 0);
    add(words, "skew", skew != null);
    add(words, "pause " + pauses + "/s", pauses > 0);
    add(words, "flood", flood);
    return String.join("; ", words);
  }

  private static void add(List<String> words, String word, boolean said) {
    if (said) {
      words.add(word);
    }
  }
}
