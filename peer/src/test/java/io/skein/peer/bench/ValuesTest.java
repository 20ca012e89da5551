package io.skein.peer.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

final class ValuesTest {
  @Test
  void quantitiesCarryUnits() {
    assertThat(new Quantity.Count().convert("10M")).isEqualTo(10_000_000);
    assertThat(new Quantity.Count().convert("250k")).isEqualTo(250_000);
    assertThat(new Quantity.Size().convert("32MiB")).isEqualTo(32 << 20);
    assertThat(new Quantity.Size().convert("128")).isEqualTo(128);
    assertThat(new Quantity.Time().convert("500ms")).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void wrongQuantitySaysWhatIsExpected() {
    assertThatThrownBy(() -> new Quantity.Time().convert("10"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'10': expected a duration as in 500ms, 10s or 5m");
  }

  @Test
  void runsAndReportsSurviveThePipe() {
    FlowRun run = FlowRun.ofMessages(5_000, 1_000);
    SubscriberReport report = new SubscriberReport(1, 2, 3, 4, 5, 6, 7, 8, 9.5, 10.25, 11);

    assertThat(FlowRun.parse(run.toString())).isEqualTo(run);
    assertThat(SubscriberReport.parse(report.toLine())).isEqualTo(report);
  }

  @Test
  void latenciesArePercentilesInMicroseconds() {
    Latencies latencies = new Latencies();
    for (int i = 0; i < 1_000; i++) {
      latencies.record(i < 990 ? 100_000 : 5_000_000);
    }

    assertThat(latencies.micros(50)).isBetween(99.9, 100.2);
    assertThat(latencies.micros(99.9)).isBetween(4_990.0, 5_010.0);
    latencies.reset();
    assertThat(latencies.micros(50)).isZero();
  }

  @Test
  void medianRoundIsTheOneInTheMiddle() {
    PipeResult result = new PipeResult(List.of(round(3), round(1), round(2)), round(1));

    assertThat(result.median().messagesPerSecond()).isEqualTo(2);
    assertThat(result.isClean()).isTrue();
    assertThat(result.json(128, false).get("cpu_s_per_million").isJsonNull()).isTrue();
  }

  @Test
  void heapIsReadFromMetrics() throws IOException {
    String metrics =
        """
        # TYPE jvm_memory_used_bytes gauge
        jvm_memory_used_bytes{area="heap"} 1.2345E7
        jvm_memory_used_bytes{area="nonheap"} 5.0E7
        """;

    assertThat(HeapProbe.parse(metrics)).isEqualTo(12_345_000);
  }

  @Test
  void tableAlignsNumbersToTheRight() {
    TextTable table = new TextTable("peer", "received");
    table.row("peer 1", 5);

    assertThat(table.toString()).isEqualTo("peer    received\npeer 1         5\n");
  }

  @Test
  void fanoutPassesOnlyIfTheStalledOneWasToldExactlyWhatItMissed() {
    assertThat(fanout(5, 5).passed()).isTrue();
    assertThat(fanout(5, 4).passed()).isFalse();
    assertThat(fanout(0, 0).passed()).isFalse();
  }

  private static FanoutResult fanout(long missed, long told) {
    SubscriberReport clean = new SubscriberReport(1, 1, 1, 0, 0, 0, 0, 0, 1, 2, 3);
    SubscriberReport woken = new SubscriberReport(1, 1, 1, missed, 0, 0, told, 0, 1, 2, 3);
    return new FanoutResult(6, clean, clean, woken, 100, 200);
  }

  private static PipeRound round(double messagesPerSecond) {
    SubscriberReport clean = new SubscriberReport(1, 1, 1, 0, 0, 0, 0, 0, 1, 2, 3);
    return new PipeRound(1, messagesPerSecond, new CpuSeconds(1, 1, 1), clean);
  }
}
