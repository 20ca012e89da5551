package io.skein.peer.simulation.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.simulation.Faults;
import io.skein.peer.simulation.Lines;
import io.skein.peer.simulation.Load;
import io.skein.peer.simulation.Schedule;
import io.skein.peer.simulation.Simulation;
import io.skein.peer.simulation.SimulationConfig;
import io.skein.peer.simulation.SimulationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulationPlotTest {
  private static final List<SimulationReport> RUNS = List.of(run(4), run(8));

  @TempDir private Path directory;

  private static SimulationReport run(int peers) {
    Lines lines = new Lines(Duration.ofMillis(10), Duration.ofMillis(50), Long.MAX_VALUE);
    Duration duration = Duration.ofSeconds(12);
    Load load = new Load(2, 1, 100);
    return new Simulation(
            new SimulationConfig(
                peers, 1, Schedule.of(duration), load, lines, Faults.NONE, false, false))
        .run(done -> {});
  }

  @Test
  void svgHasTitlesAxesAndUnits() throws IOException {
    Path file = directory.resolve("run.svg");
    new SimulationPlot(RUNS, "seed 1 & 2 < 3").write(file);

    assertThat(Files.readString(file))
        .startsWith("<svg ")
        .contains("Skein, 8 simulated peers", "seed 1 &amp; 2 &lt; 3", "% of peers", "p99")
        .contains("milliseconds since it was published", "extra copies a delivery")
        .doesNotContain("NaN", "Infinity")
        .endsWith("</svg>\n");
  }

  @Test
  void pngIsAPicture() throws IOException {
    Path file = directory.resolve("run.png");
    new SimulationPlot(RUNS, "seed 1").write(file);

    assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(1000);
  }

  @Test
  void axisEndsAtARoundValue() {
    assertThat(Axis.upTo("ms", 173).max()).isEqualTo(200);
    assertThat(Axis.upTo("ms", 0).max()).isPositive();
    assertThat(Axis.upTo("ms", 100).ticks()).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
    assertThat(Axis.logarithmic("peers", 10, 1000).ticks())
        .containsExactly(10.0, 30.0, 100.0, 300.0, 1000.0);
    assertThat(Axis.decades("ms", 42, 2325).ticks())
        .containsExactly(30.0, 100.0, 300.0, 1000.0, 3000.0);
    assertThat(Axis.text(2.50)).isEqualTo("2.5");
    assertThat(Axis.text(12.5)).isEqualTo("12.5");
  }
}
