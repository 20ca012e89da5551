package io.skein.peer.cli;

import io.skein.wire.HostPort;
import java.util.Optional;

/**
 * An address to listen on, or {@code off}.
 *
 * @param address empty for {@code off}
 */
record OptionalListenAddress(Optional<HostPort> address) {
  static OptionalListenAddress parse(String text) {
    return new OptionalListenAddress(
        text.equals("off") ? Optional.empty() : Optional.of(HostPort.parseListen(text)));
  }

  @Override
  public String toString() {
    return address.map(HostPort::toString).orElse("off");
  }
}
