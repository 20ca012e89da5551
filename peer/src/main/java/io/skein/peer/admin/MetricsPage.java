package io.skein.peer.admin;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Renders all metrics; thread-safe. Values are read when the page is asked for: counting costs the
 * peer nothing.
 */
final class MetricsPage {
  private static final int MOST_SERIES = 10_000;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  /**
   * A page of these sources.
   *
   * @throws IllegalArgumentException if they are so many that whoever collects them suffers
   */
  MetricsPage(List<MetricSource> sources) {
    if (sources.size() > MOST_SERIES) {
      throw new IllegalArgumentException(
          "there are %d metric series, at most %d are served"
              .formatted(sources.size(), MOST_SERIES));
    }
    sources.stream()
        .collect(
            Collectors.groupingBy(
                MetricSource::name, LinkedHashMap::new, Collectors.toUnmodifiableList()))
        .values()
        .forEach(this::register);
    JvmMetrics.builder().register(registry);
  }

  byte[] render() {
    var page = new ByteArrayOutputStream();
    try {
      writer.write(page, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toByteArray();
  }

  static String contentType() {
    return PrometheusTextFormatWriter.CONTENT_TYPE;
  }

  private void register(List<MetricSource> series) {
    MetricSource first = series.getFirst();
    String[] labelNames =
        first.label().map(label -> new String[] {label.name()}).orElse(new String[0]);
    checkAlike(first, series);
    switch (first.kind()) {
      case COUNTER ->
          CounterWithCallback.builder()
              .name(first.name())
              .help(first.help())
              .labelNames(labelNames)
              .callback(
                  out ->
                      series.forEach(s -> out.call((double) s.value().getAsLong(), labelValues(s))))
              .register(registry);
      case GAUGE ->
          GaugeWithCallback.builder()
              .name(first.name())
              .help(first.help())
              .labelNames(labelNames)
              .callback(
                  out ->
                      series.forEach(s -> out.call((double) s.value().getAsLong(), labelValues(s))))
              .register(registry);
    }
  }

  private static String[] labelValues(MetricSource source) {
    return source.label().map(label -> new String[] {label.value()}).orElse(new String[0]);
  }

  private static void checkAlike(MetricSource first, List<MetricSource> series) {
    Map<String, Long> values =
        series.stream()
            .map(s -> String.join("=", labelValues(s)))
            .collect(Collectors.groupingBy(value -> value, Collectors.counting()));
    boolean alike =
        series.stream()
            .allMatch(
                s ->
                    s.kind() == first.kind()
                        && s.label()
                            .map(MetricSource.Label::name)
                            .equals(first.label().map(MetricSource.Label::name)));
    if (!alike || values.size() != series.size()) {
      throw new IllegalArgumentException(
          "metric " + first.name() + ": its sources differ in kind or label, or are there twice");
    }
  }
}
