package io.skein.bootstrap.registry;

import java.net.InetAddress;
import java.util.function.ToIntFunction;

/**
 * How many leases each block of addresses has. Of 100,000 peers most may have a block of their own,
 * so that one takes 32 bytes. Not thread-safe.
 */
final class BlockCounts {
  private final KeyTable<Long, Count> counts;

  /** A block by its number. */
  private static final class Count {
    private final long block;
    private int leases;

    Count(long block) {
      this.block = block;
    }
  }

  /**
   * Nothing counted.
   *
   * @param hash for numbers that others choose
   */
  BlockCounts(ToIntFunction<Long> hash) {
    this.counts = new KeyTable<>(count -> count.block, hash);
  }

  void add(InetAddress source) {
    long block = AddressBlock.around(source).number();
    Count count = counts.find(block);
    if (count == null) {
      count = new Count(block);
      counts.put(count);
    }
    count.leases++;
  }

  /** Takes back an {@link #add}. */
  void remove(InetAddress source) {
    long block = AddressBlock.around(source).number();
    Count count = counts.find(block);
    if (count != null && --count.leases == 0) {
      counts.remove(block);
    }
  }

  int count(AddressBlock block) {
    Count count = counts.find(block.number());
    return count == null ? 0 : count.leases;
  }
}
