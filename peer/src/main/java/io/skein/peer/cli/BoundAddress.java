package io.skein.peer.cli;

import com.google.common.net.InetAddresses;
import io.skein.wire.HostPort;
import java.util.List;

/**
 * An address that a server binds.
 *
 * @param option the one that names it
 * @param address port 0 means any, which clashes with nothing
 */
record BoundAddress(String option, HostPort address) {
  /** Adds a sentence for each two that cannot both be had. */
  static void addClashes(List<BoundAddress> bound, List<String> problems) {
    for (int i = 0; i < bound.size(); i++) {
      for (BoundAddress later : bound.subList(i + 1, bound.size())) {
        if (bound.get(i).clashesWith(later)) {
          problems.add(
              "%s and %s clash: give one of them another port".formatted(bound.get(i), later));
        }
      }
    }
  }

  private boolean clashesWith(BoundAddress other) {
    return address.port() != 0
        && address.port() == other.address.port()
        && (address.host().equals(other.address.host()) || isWildcard() || other.isWildcard());
  }

  private boolean isWildcard() {
    return InetAddresses.isInetAddress(address.host())
        && InetAddresses.forString(address.host()).isAnyLocalAddress();
  }

  @Override
  public String toString() {
    return option + " " + address;
  }
}
