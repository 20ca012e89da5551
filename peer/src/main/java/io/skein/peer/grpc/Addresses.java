package io.skein.peer.grpc;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Stateless. Socket addresses as people read them. */
final class Addresses {
  private Addresses() {}

  static String text(SocketAddress address) {
    if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
      String host = inet.getAddress().getHostAddress();
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
    }
    return address.toString();
  }
}
