package io.skein.compare.report;

import io.skein.compare.model.Measurement;
import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import io.skein.peer.simulation.plot.Axis;
import io.skein.peer.simulation.plot.Canvas;
import io.skein.peer.simulation.plot.Canvas.Point;
import io.skein.peer.simulation.plot.Chart;
import io.skein.peer.simulation.plot.SvgCanvas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A picture of throughput by size and latency by load; immutable. */
public final class ComparePlot {
  private static final int WIDTH = 1000;
  private static final int CHART_HEIGHT = 420;

  private final List<Result> results;

  /** Of all results; those of other workloads are left out. */
  public ComparePlot(List<Result> results) {
    this.results = results.stream().filter(Result::hasRounds).toList();
  }

  /**
   * Writes it as SVG.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    List<Chart> charts = new ArrayList<>();
    Map<String, List<Point>> bySize =
        curves(WorkloadKind.W1, Workload::messageBytes, result -> result.median(Measurement::rate));
    if (!bySize.isEmpty()) {
      charts.add(chart("Throughput", "bytes a message", "messages/s", bySize));
    }
    Map<String, List<Point>> byLoad =
        curves(WorkloadKind.W2, Workload::rate, result -> result.median(Measurement::p99));
    if (!byLoad.isEmpty()) {
      charts.add(chart("Latency p99", "messages/s", "microseconds", byLoad));
    }
    Canvas canvas = new SvgCanvas(WIDTH, Math.max(1, charts.size()) * CHART_HEIGHT);
    canvas.fill(new Point(0, 0), WIDTH, charts.size() * CHART_HEIGHT, 0xFFFFFF);
    for (int i = 0; i < charts.size(); i++) {
      charts.get(i).draw(canvas, new Point(0, i * CHART_HEIGHT), WIDTH, CHART_HEIGHT);
    }
    canvas.save(file);
  }

  private Map<String, List<Point>> curves(
      WorkloadKind kind, ToDoubleFunction<Workload> x, ToDoubleFunction<Result> y) {
    Map<String, List<Point>> curves = new LinkedHashMap<>();
    results.stream()
        .filter(result -> result.workload().kind() == kind && !result.workload().tls())
        .sorted(Comparator.comparingDouble(result -> x.applyAsDouble(result.workload())))
        .forEach(
            result ->
                curves
                    .computeIfAbsent(result.contender(), name -> new ArrayList<>())
                    .add(new Point(x.applyAsDouble(result.workload()), y.applyAsDouble(result))));
    return curves;
  }

  private static Chart chart(String title, String x, String y, Map<String, List<Point>> curves) {
    List<Point> points = curves.values().stream().flatMap(List::stream).toList();
    return new Chart(
        title,
        axis(x, points.stream().mapToDouble(Point::x).toArray()),
        axis(y, points.stream().mapToDouble(Point::y).toArray()),
        List.of(),
        curves.entrySet().stream()
            .map(curve -> new Chart.Curve(curve.getKey(), curve.getValue()))
            .toList());
  }

  private static Axis axis(String label, double[] values) {
    double least = Arrays.stream(values).min().orElse(1);
    double most = Arrays.stream(values).max().orElse(1);
    return Axis.decades(label, Math.max(1, least), Math.max(1, most));
  }
}
