package io.skein.bootstrap.registry;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What a registry takes.
 *
 * @param maxEntries leases at most
 * @param maxPerBlock leases at most whose peers call from one /24 of IPv4 or /56 of IPv6
 * @param newIdentitiesPerMinute peers at most that one address may add in a minute
 * @param minLease shortest lease granted
 * @param defaultLease lease of those who ask for none
 * @param maxLease longest lease granted
 * @param exempt blocks beside loopback to which no rule about addresses applies
 */
public record RegistryLimits(
    int maxEntries,
    int maxPerBlock,
    int newIdentitiesPerMinute,
    Duration minLease,
    Duration defaultLease,
    Duration maxLease,
    List<AddressBlock> exempt) {
  /** 100,000 entries, 64 a block, no rate, leases of 60 s (30 s to 1 h), loopback exempt. */
  public static final RegistryLimits DEFAULTS =
      new RegistryLimits(
          100_000,
          64,
          Integer.MAX_VALUE,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofHours(1),
          List.of());

  /** Checks ranges. */
  public RegistryLimits {
    exempt = List.copyOf(exempt);
    atLeastOne("maxEntries", maxEntries);
    atLeastOne("maxPerBlock", maxPerBlock);
    atLeastOne("newIdentitiesPerMinute", newIdentitiesPerMinute);
    if (!minLease.isPositive()
        || minLease.compareTo(defaultLease) > 0
        || defaultLease.compareTo(maxLease) > 0) {
      throw new IllegalArgumentException(
          "leases: expected 0 < shortest <= default <= longest, but got %s, %s, %s"
              .formatted(minLease, defaultLease, maxLease));
    }
  }

  /** The same with other caps. */
  public RegistryLimits withCaps(int entries, int perBlock, int identitiesPerMinute) {
    return new RegistryLimits(
        entries, perBlock, identitiesPerMinute, minLease, defaultLease, maxLease, exempt);
  }

  /** The same with other leases. */
  public RegistryLimits withLeases(Duration shortest, Duration usual, Duration longest) {
    return new RegistryLimits(
        maxEntries, maxPerBlock, newIdentitiesPerMinute, shortest, usual, longest, exempt);
  }

  /** The same with other exempt blocks. */
  public RegistryLimits withExempt(List<AddressBlock> blocks) {
    return new RegistryLimits(
        maxEntries, maxPerBlock, newIdentitiesPerMinute, minLease, defaultLease, maxLease, blocks);
  }

  boolean isExempt(InetAddress address) {
    return address.isLoopbackAddress() || exempt.stream().anyMatch(b -> b.contains(address));
  }

  Duration granted(Duration wanted) {
    if (wanted.isZero()) {
      return defaultLease;
    }
    if (wanted.compareTo(minLease) < 0) {
      return minLease;
    }
    return wanted.compareTo(maxLease) > 0 ? maxLease : wanted;
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": expected at least 1, but got " + value);
    }
  }
}
