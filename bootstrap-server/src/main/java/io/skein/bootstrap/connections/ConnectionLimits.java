package io.skein.bootstrap.connections;

import io.skein.bootstrap.registry.AddressBlock;
import java.net.InetAddress;
import java.util.List;

/**
 * Immutable. How many connections one port takes.
 *
 * @param all at once; at least 1
 * @param unproved at once, of those whose other side has not proved yet that it is worth one; at
 *     least 1
 * @param perAddress of one IPv4 address; at least 1
 * @param perIpv4Block of one /24; at least 1
 * @param perIpv6Block of one /56, and so of one IPv6 address; at least 1
 * @param trusted networks that no rule about addresses applies to, beside loopback
 */
public record ConnectionLimits(
    int all,
    int unproved,
    int perAddress,
    int perIpv4Block,
    int perIpv6Block,
    List<AddressBlock> trusted) {
  /** What a port has unless told otherwise. */
  public static final ConnectionLimits DEFAULTS =
      new ConnectionLimits(256, 64, 8, 32, 8, List.of());

  /** Checks the numbers. */
  public ConnectionLimits {
    trusted = List.copyOf(trusted);
    for (int limit : new int[] {all, unproved, perAddress, perIpv4Block, perIpv6Block}) {
      if (limit < 1) {
        throw new IllegalArgumentException(
            "a limit of connections is %d, expected at least 1".formatted(limit));
      }
    }
  }

  /** The same with networks that no rule about addresses applies to, beside loopback. */
  public ConnectionLimits withTrusted(List<AddressBlock> networks) {
    return new ConnectionLimits(all, unproved, perAddress, perIpv4Block, perIpv6Block, networks);
  }

  /** Whether the rules about addresses do not apply. */
  boolean isExempt(InetAddress address) {
    return address.isLoopbackAddress()
        || trusted.stream().anyMatch(block -> block.contains(address));
  }
}
