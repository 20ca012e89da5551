package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Invariant: sent = delivered + reported lost, in order, nothing twice; whatever breaks. */
final class RandomRunTest {
  private static final long SEEDS = Long.getLong("skein.seeds", 200);
  private static final long FIRST_SEED = Long.getLong("skein.seed", 1);

  @Test
  void everyMessageIsDeliveredOnceInOrderOrReportedLost() {
    assertThat(LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS)).allSatisfy(RandomRunTest::runs);
  }

  private static void runs(long seed) {
    try {
      new RandomRun(seed).run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + " (-Dskein.seed=" + seed + ")", e);
    }
  }
}
