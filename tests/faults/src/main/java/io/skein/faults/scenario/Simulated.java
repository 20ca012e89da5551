package io.skein.faults.scenario;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What needs more peers or more time than there is: the same protocol, simulated; stateless. */
final class Simulated {
  private static final List<String> LOAD = List.of("--publishers", "10", "--rate", "5");
  private static final int MILLIS = 1_000;

  private Simulated() {}

  /** A quarter of 50. */
  static void quarter(Lab lab) throws Exception {
    crash(lab, "0.25", 10);
  }

  /** Half of 50. */
  static void half(Lab lab) throws Exception {
    crash(lab, "0.5", 20);
  }

  /** Four fifths of 50. */
  static void most(Lab lab) throws Exception {
    crash(lab, "0.8", 60);
  }

  private static void crash(Lab lab, String fraction, int seconds) throws Exception {
    List<String> options = new ArrayList<>(List.of("--peers", "50", "--crash", fraction + "@40s"));
    options.addAll(LOAD);
    options.addAll(List.of("--duration", "120s"));
    JsonObject report = simulate(lab, options);
    double repair = report.get("repair_ms").getAsDouble() / MILLIS;
    lab.found(
        isKept(report) && report.get("lost").getAsLong() == 0 && repair <= seconds,
        "one component, nothing lost by survivors, in " + seconds + " s",
        "%d component, %d lost, all delivered after %.1f s",
        report.get("components").getAsInt(),
        report.get("lost").getAsLong(),
        repair);
  }

  /** Ten minutes in halves, twice as long as logs remember. */
  static void tenMinutes(Lab lab) throws Exception {
    JsonObject report =
        simulate(
            lab,
            List.of(
                "--peers",
                "50",
                "--rate",
                "0.1",
                "--partition",
                "0.5@40s..640s",
                "--duration",
                "760s",
                "--safety"));
    double repair = report.get("repair_ms").getAsDouble() / MILLIS;
    lab.found(
        isKept(report) && repair <= 60,
        "one network again within 60 s, what logs forgot is told",
        "%d component, repaired after %.1f s, %d lost, %d untold",
        report.get("components").getAsInt(),
        repair,
        report.get("lost").getAsLong(),
        report.get("unreported").getAsLong());
  }

  private static boolean isKept(JsonObject report) {
    return report.get("passed").getAsBoolean() && report.get("components").getAsInt() == 1;
  }

  private static JsonObject simulate(Lab lab, List<String> options) throws IOException {
    List<String> words = new ArrayList<>(List.of("simulate", "-o", "json"));
    words.addAll(options);
    lab.say(String.join(" ", words));
    Process process =
        new ProcessBuilder(lab.settings().program().command(words))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      byte[] out = process.getInputStream().readAllBytes();
      return JsonParser.parseString(new String(out, StandardCharsets.UTF_8)).getAsJsonObject();
    } finally {
      process.destroy();
    }
  }
}
