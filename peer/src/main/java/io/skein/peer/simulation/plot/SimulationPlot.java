package io.skein.peer.simulation.plot;

import io.skein.peer.simulation.Faults;
import io.skein.peer.simulation.LatencyHistogram;
import io.skein.peer.simulation.SimulationReport;
import io.skein.peer.simulation.SimulationReport.Second;
import io.skein.peer.simulation.plot.Canvas.Anchor;
import io.skein.peer.simulation.plot.Canvas.Point;
import io.skein.peer.simulation.plot.Canvas.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/** Immutable. A picture of runs: coverage and copies of the largest, latency by size of all. */
public final class SimulationPlot {
  private static final int WIDTH = 1320;
  private static final int HEIGHT = 470;
  private static final int HEAD = 60;
  private static final int COVERAGE_POINTS = 200;
  private static final double NEARLY_ALL = 0.999;
  private static final double LEAST_MILLIS = 0.1;
  private static final Style TITLE = new Style(20, true, 0x1F2933);
  private static final Style OPTIONS = new Style(12, false, 0x616E7C);

  private final List<SimulationReport> bySize;
  private final String options;

  /**
   * A picture.
   *
   * @param bySize runs of growing size with otherwise the same options, at least one
   * @param options what was asked for, in words
   */
  public SimulationPlot(List<SimulationReport> bySize, String options) {
    if (bySize.isEmpty()) {
      throw new IllegalArgumentException("there are no runs to draw, expected at least 1");
    }
    this.bySize = List.copyOf(bySize);
    this.options = options;
  }

  /** Whether the end of a file's name says what we can write. */
  public static boolean canWrite(Path file) {
    return isSvg(file) || file.toString().endsWith(".png");
  }

  private static boolean isSvg(Path file) {
    return file.toString().endsWith(".svg");
  }

  /**
   * Writes the picture, as SVG or PNG by the end of the file's name.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    Canvas canvas = isSvg(file) ? new SvgCanvas(WIDTH, HEIGHT) : new PngCanvas(WIDTH, HEIGHT);
    draw(canvas);
    canvas.save(file);
  }

  private void draw(Canvas canvas) {
    SimulationReport largest = bySize.getLast();
    canvas.fill(new Point(0, 0), WIDTH, HEIGHT, 0xFFFFFF);
    String title =
        String.format(Locale.ROOT, "Skein, %,d simulated peers", largest.config().peers());
    canvas.text(new Point(24, 32), Anchor.START, TITLE, title);
    canvas.text(new Point(24, 52), Anchor.START, OPTIONS, options);
    List<Chart> charts = List.of(coverage(largest), copies(largest), latencies());
    double width = (double) WIDTH / charts.size();
    for (int i = 0; i < charts.size(); i++) {
      charts.get(i).draw(canvas, new Point(i * width, HEAD), width, HEIGHT - HEAD);
    }
  }

  private static Chart coverage(SimulationReport report) {
    LatencyHistogram latencies = report.latencies();
    double total = Math.max(1, latencies.total());
    Axis x = Axis.upTo("milliseconds since it was published", latencies.millisAt(NEARLY_ALL));
    List<Point> points = new ArrayList<>();
    for (int i = 0; i <= COVERAGE_POINTS; i++) {
      double millis = x.max() * i / COVERAGE_POINTS;
      double share = latencies.upTo(millis) / total * report.delivery().fraction();
      points.add(new Point(millis, 100 * share));
    }
    return new Chart(
        "Who has a message, and when",
        x,
        Axis.upTo("% of peers", 100),
        List.of(),
        List.of(new Chart.Curve("coverage", points)));
  }

  private static Chart copies(SimulationReport report) {
    List<Point> points = new ArrayList<>();
    double most = 1;
    double end = 1;
    for (Second second : report.seconds()) {
      if (second.firsts() > 0) {
        double copies = (double) second.copies() / second.firsts();
        points.add(new Point(second.end(), copies));
        most = Math.max(most, copies);
        end = Math.max(end, second.end());
      }
    }
    return new Chart(
        "Copies that nobody needed",
        Axis.until("virtual seconds", end),
        Axis.upTo("extra copies a delivery", most),
        faults(report.config().faults()),
        List.of(new Chart.Curve("extra copies", points)));
  }

  private static List<Chart.Span> faults(Faults faults) {
    List<Chart.Span> spans = new ArrayList<>();
    faults.partition().ifPresent(p -> spans.add(span("partition", p.from(), p.to())));
    faults.crash().ifPresent(c -> spans.add(span("crash", c.at(), c.at())));
    return spans;
  }

  private static Chart.Span span(String name, Duration from, Duration to) {
    return new Chart.Span(name, from.toMillis() / 1e3, to.toMillis() / 1e3);
  }

  /** Logarithmic, since what a fault holds up may take a thousand times as long. */
  private Chart latencies() {
    double least = extreme(report -> report.times().p50Millis(), Math::min);
    double most = extreme(report -> report.times().lastMillis(), Math::max);
    int smallest = bySize.getFirst().config().peers();
    return new Chart(
        "Latency by size",
        Axis.logarithmic("peers", smallest, bySize.getLast().config().peers()),
        Axis.decades("milliseconds", least, most),
        List.of(),
        List.of(
            curve("last", report -> report.times().lastMillis()),
            curve("p99", report -> report.times().p99Millis()),
            curve("p50", report -> report.times().p50Millis())));
  }

  /** Of all runs; above 0, where a run without a delivery has 0. */
  private double extreme(ToDoubleFunction<SimulationReport> of, DoubleBinaryOperator choose) {
    return bySize.stream()
        .mapToDouble(report -> Math.max(LEAST_MILLIS, of.applyAsDouble(report)))
        .reduce(choose)
        .orElse(LEAST_MILLIS);
  }

  private Chart.Curve curve(String name, ToDoubleFunction<SimulationReport> of) {
    List<Point> points = new ArrayList<>();
    for (SimulationReport report : bySize) {
      double millis = Math.max(LEAST_MILLIS, of.applyAsDouble(report));
      points.add(new Point(report.config().peers(), millis));
    }
    return new Chart.Curve(name, points);
  }
}
