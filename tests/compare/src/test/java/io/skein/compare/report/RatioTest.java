package io.skein.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.compare.model.Measurement;
import io.skein.compare.model.Metric;
import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatioTest {
  private static final Workload PIPE = new Workload(WorkloadKind.W1, 128, 0, 1, false);

  @Test
  void ratioIsTakenWithinEachRound() {
    // The machine got slower by half, and the ratio stays.
    Result skein = result("skein", 200, 100, 30);
    Result other = result("nats", 100, 50, 10);
    assertThat(Ratio.of(skein, other, Metric.RATE)).contains(new Ratio(2, 2, 3));
  }

  @Test
  void withoutRoundsThereIsNoRatio() {
    assertThat(Ratio.of(result("skein", 1), result("nats"), Metric.RATE)).isEmpty();
  }

  @Test
  void medianOfTwoIsTheirMean() {
    assertThat(Ratio.median(new double[] {3, 1})).isEqualTo(2);
  }

  @Test
  void onlySkeinHasToBeClean() {
    assertThat(new Targets(List.of(result("nats", 1), lossy("nats"))).isClean()).isTrue();
    assertThat(new Targets(List.of(lossy("skein"))).isClean()).isFalse();
  }

  private static Result lossy(String contender) {
    return new Result(PIPE, contender, "", List.of(round(1, 1)), null);
  }

  private static Result result(String contender, long... rates) {
    List<Measurement> rounds = Arrays.stream(rates).mapToObj(rate -> round(rate, 0)).toList();
    return new Result(PIPE, contender, "", rounds, null);
  }

  private static Measurement round(long deliveries, long lost) {
    return new Measurement(deliveries, deliveries, 1, 1, lost, 0, 0, 0, 0, 0, Map.of());
  }
}
