package io.skein.peer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

final class SimulateCommandTest {
  private static final String[] SMALL = {
    "simulate", "--peers", "8", "--duration", "15s", "--publishers", "2"
  };

  private final RecordingTerminal terminal = new RecordingTerminal();

  private int run(String... more) {
    String[] all = new String[SMALL.length + more.length];
    System.arraycopy(SMALL, 0, all, 0, SMALL.length);
    System.arraycopy(more, 0, all, SMALL.length, more.length);
    return terminal.run(all);
  }

  private JsonObject json() {
    return JsonParser.parseString(terminal.out()).getAsJsonObject();
  }

  @Test
  void runIsATable() {
    assertThat(run()).isZero();
    assertThat(terminal.out())
        .contains("8 alive of 8", "100.0000 % of what was owed", "0 duplicates", "trace")
        .doesNotContain("VIOLATED");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void runIsAnObjectForPrograms() {
    assertThat(run("-o", "json", "--crash", "0.25@8s")).isZero();
    assertThat(json().keySet())
        .contains(
            "peers",
            "seed",
            "delivered_fraction",
            "lost",
            "duplicates_to_apps",
            "out_of_order",
            "extra_copies_per_delivery",
            "extra_copies_warmup",
            "control_bytes_per_delivery",
            "hops_max",
            "p50_ms",
            "p99_ms",
            "last_ms",
            "repair_ms",
            "components",
            "bytes_per_peer",
            "trace_hash",
            "wall_seconds");
    assertThat(json().get("alive").getAsInt()).isEqualTo(6);
    assertThat(json().get("delivered_fraction").getAsDouble()).isEqualTo(1);
  }

  @Test
  void seedsAreSummedUp() {
    assertThat(run("-o", "json", "--seeds", "3", "--seed", "5")).isZero();
    assertThat(json().get("seeds").getAsInt()).isEqualTo(3);
    assertThat(json().get("seed").getAsLong()).isEqualTo(5);
    assertThat(json().get("bytes_per_peer").isJsonNull()).isTrue();
    assertThat(json().get("violated_seeds").getAsJsonArray()).isEmpty();
  }

  @Test
  void allOptionsAreTaken() {
    int status =
        run(
            "--latency",
            "5",
            "--bandwidth",
            "1MiB/s",
            "--break",
            "0.01",
            "--churn",
            "0.01",
            "--partition",
            "0.5@6s..8s",
            "--slow",
            "0.2",
            "--skew",
            "5s",
            "--pause",
            "0.01",
            "--rate",
            "0.5",
            "--size",
            "64",
            "--flood",
            "--safety");

    assertThat(terminal.err()).isEmpty();
    assertThat(status).isZero();
  }
}
