package io.skein.peer.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stateless. Gives a decoder nearly good bytes: a fixed number in each build, or as many as {@code
 * -Dskein.fuzz.count} says, then with figures in the log.
 */
public final class Fuzz {
  private static final Logger log = LoggerFactory.getLogger(Fuzz.class);
  private static final long SEED = 20_261_121;
  private static final long MORE_HEAP = 16 << 20;
  private static final int FIRST = 1_000;

  private Fuzz() {}

  /** What is tried. */
  public interface Target {
    /**
     * Reads some bytes.
     *
     * @return whether they were taken for good
     * @throws Exception any that is not the decoder's own refusal fails the test
     */
    boolean takes(byte[] bytes) throws Exception;
  }

  /**
   * Runs a target.
   *
   * @param usual how many in each build
   */
  public static void run(String name, int usual, List<byte[]> good, Target target) {
    int count = Integer.getInteger("skein.fuzz.count", usual);
    Mutations mutations = new Mutations(good, SEED);
    int taken = many(FIRST, mutations, target);
    long before = heap();
    long start = System.nanoTime();
    taken += many(count - FIRST, mutations, target);
    long nanos = System.nanoTime() - start;
    long after = heap();
    if (count > usual) {
      log.warn(
          "{}: {} mutated, {} taken, {} refused, 0 crashes; heap {} KiB before, {} KiB after; {} s",
          name,
          count,
          taken,
          count - taken,
          before >> 10,
          after >> 10,
          nanos / 1_000_000_000);
    }
    assertThat(after - before).as("more heap after " + name).isLessThan(MORE_HEAP);
  }

  private static int many(int count, Mutations mutations, Target target) {
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
