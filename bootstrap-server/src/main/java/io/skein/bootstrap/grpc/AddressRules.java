package io.skein.bootstrap.grpc;

import io.skein.bootstrap.registry.AddressBlock;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where the server may dial, so that nobody can use it to knock on doors inside its network.
 * Immutable.
 *
 * @param publicOnly whether peers must not advertise addresses that the open internet cannot reach
 * @param allowed blocks that may be dialled and advertised whatever else the rules say
 */
public record AddressRules(boolean publicOnly, List<AddressBlock> allowed) {
  private static final List<AddressBlock> PRIVATE =
      List.of(
          AddressBlock.parse("10.0.0.0/8"),
          AddressBlock.parse("172.16.0.0/12"),
          AddressBlock.parse("192.168.0.0/16"),
          AddressBlock.parse("100.64.0.0/10"),
          AddressBlock.parse("fc00::/7"));
  private static final List<AddressBlock> NEVER =
      List.of(
          AddressBlock.parse("0.0.0.0/8"),
          AddressBlock.parse("224.0.0.0/3"), // multicast, reserved, broadcast
          AddressBlock.parse("::/128"),
          AddressBlock.parse("ff00::/8"));

  /** Copies the list. */
  public AddressRules {
    allowed = List.copyOf(allowed);
  }

  /** Why the server does not dial the target for this caller; empty if it does. */
  Optional<String> whyNotDialled(InetAddress target, InetAddress caller) {
    if (isIn(NEVER, target)) {
      return Optional.of("no peer can have this address");
    }
    if (isIn(allowed, target) || target.equals(caller) && !publicOnly) {
      return Optional.empty();
    }
    if (publicOnly && isLocal(target)) {
      return Optional.of("not an address of the open internet");
    }
    if (target.isLoopbackAddress() && !caller.isLoopbackAddress()) {
      return Optional.of("a loopback address, but the call came from another machine");
    }
    if (target.isLinkLocalAddress()) {
      return Optional.of("a link-local address other than the caller's own");
    }
    boolean near = isIn(PRIVATE, caller) || caller.isLoopbackAddress();
    if (isIn(PRIVATE, target) && !near) {
      return Optional.of("a private address, but the call came from outside");
    }
    return Optional.empty();
  }

  /** Whether a peer may advertise this address. */
  boolean mayAdvertise(InetAddress address) {
    if (isIn(NEVER, address)) {
      return false;
    }
    return !publicOnly || isIn(allowed, address) || !isLocal(address);
  }

  private static boolean isLocal(InetAddress address) {
    return address.isLoopbackAddress() || address.isLinkLocalAddress() || isIn(PRIVATE, address);
  }

  private static boolean isIn(List<AddressBlock> blocks, InetAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }
}
