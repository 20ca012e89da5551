package io.skein.peer.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every decoder nearly good bytes: a fixed number in each build, or as many as {@code
 * -Dskein.mutations} says, then with figures in the log.
 */
final class MutationTest {
  private static final Logger log = LoggerFactory.getLogger(MutationTest.class);
  private static final long SEED = 20_261_121;
  private static final long MORE_HEAP = 16 << 20;
  private static final int FIRST = 500;

  static List<DecoderCase> decoders() {
    return DecoderCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("decoders")
  void decoderReadsOrRefusesAndTheHeapIsBack(DecoderCase decoder) {
    int count = Math.min(Integer.getInteger("skein.mutations", decoder.usual()), decoder.most());
    Mutations mutations = new Mutations(decoder.good(), SEED);
    int taken = many(FIRST, mutations, decoder.target());
    long before = heap();
    long start = System.nanoTime();
    taken += many(count - FIRST, mutations, decoder.target());
    long nanos = System.nanoTime() - start;
    long after = heap();
    if (count > decoder.usual()) {
      log.warn(
          "{}: {} mutated, {} taken, {} refused, 0 crashes; heap {} KiB before, {} KiB after; {} s",
          decoder.name(),
          count,
          taken,
          count - taken,
          before >> 10,
          after >> 10,
          nanos / 1_000_000_000);
    }
    assertThat(after - before).as("more heap").isLessThan(MORE_HEAP);
  }

  private static int many(int count, Mutations mutations, DecoderCase.Target target) {
    int taken = 0;
    for (int i = 0; i < count; i++) {
      byte[] bytes = mutations.next();
      try {
        taken += target.takes(bytes) ? 1 : 0;
      } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError crash) {
        throw new AssertionError("crashed by " + HexFormat.of().formatHex(bytes), crash);
      }
    }
    return taken;
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
