package io.skein.peer.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ValuesTest {
  @Test
  void histogramKnowsItsQuantiles() {
    LatencyHistogram histogram = new LatencyHistogram();
    for (int millis = 1; millis <= 1000; millis++) {
      histogram.add(millis * 1_000_000L, 1);
    }

    assertThat(histogram.total()).isEqualTo(1000);
    assertThat(histogram.millisAt(0.5)).isCloseTo(500, within(10.0));
    assertThat(histogram.millisAt(0.99)).isCloseTo(990, within(20.0));
    assertThat(histogram.millisAt(1)).isEqualTo(1000);
    assertThat(histogram.maxMillis()).isEqualTo(1000);
    assertThat(histogram.upTo(510)).isBetween(495L, 510L);
  }

  @Test
  void emptyHistogramIsZero() {
    assertThat(new LatencyHistogram().millisAt(0.99)).isZero();
  }

  @Test
  void tasksRunByTimeAndThenByAge() {
    VirtualTime time = new VirtualTime();
    VirtualLoop loop = time.loop();
    Random random = new Random(1);
    List<Long> ran = new ArrayList<>();
    List<Long> expected = new ArrayList<>();
    for (long number = 0; number < 1000; number++) {
      long delay = random.nextInt(50);
      long key = delay * 1000 + number;
      expected.add(key);
      time.add(loop, delay, () -> ran.add(key));
    }
    time.run(Duration.ofNanos(100));

    expected.sort(null);
    assertThat(ran).isEqualTo(expected);
  }

  @Test
  void hashDependsOnTheOrder() {
    TraceHash one = new TraceHash();
    TraceHash other = new TraceHash();
    one.add(1);
    one.add(2);
    other.add(2);
    other.add(1);

    assertThat(one.value()).isNotEqualTo(other.value());
  }
}
