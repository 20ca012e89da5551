package io.skein.peer.cli;

import io.skein.wire.HostPort;

/**
 * An address to listen on: unlike one to dial, its port may be 0.
 *
 * @param address the address
 */
record ListenAddress(HostPort address) {
  static ListenAddress parse(String text) {
    return new ListenAddress(HostPort.parseListen(text));
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
