package io.skein.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the machine can hold several contenders at once; stateless. */
final class Memory {
  private static final Path INFO = Path.of("/proc/meminfo");
  private static final String AVAILABLE = "MemAvailable:";

  /** Five processes of a contender with half a GiB of heap each, of which most stays untouched. */
  private static final long BYTES_A_CONTENDER = 1_500L << 20;

  private Memory() {}

  static boolean allows(int contenders) {
    return contenders * BYTES_A_CONTENDER <= availableBytes();
  }

  /** What Linux can give without swapping; elsewhere as much as anyone may want. */
  private static long availableBytes() {
    try (var lines = Files.lines(INFO)) {
      return lines
          .filter(line -> line.startsWith(AVAILABLE))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(Long.MAX_VALUE);
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}
