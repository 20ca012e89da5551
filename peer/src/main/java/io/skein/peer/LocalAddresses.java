package io.skein.peer;

import io.skein.wire.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stateless. What a peer tells others to dial when nobody said so. */
final class LocalAddresses {
  private static final Logger log = LoggerFactory.getLogger(LocalAddresses.class);

  private LocalAddresses() {}

  /**
   * The address to advertise for a listening one. A wildcard becomes the address from which this
   * machine reaches the first bootstrap server: nothing is sent for that, the routing table knows.
   *
   * @param listening where the peer listens, with its real port
   */
  static HostPort advertised(HostPort listening, List<HostPort> bootstrap) {
    InetAddress address = listening.resolve().getAddress();
    return address != null && address.isAnyLocalAddress()
        ? new HostPort(hostTowards(bootstrap), listening.port())
        : listening;
  }

  private static String hostTowards(List<HostPort> bootstrap) {
    for (HostPort server : bootstrap) {
      InetSocketAddress address = server.resolve();
      if (!address.isUnresolved() && !address.getAddress().isAnyLocalAddress()) {
        try (DatagramSocket socket = new DatagramSocket()) {
          socket.connect(address);
          return socket.getLocalAddress().getHostAddress();
        } catch (IOException | UncheckedIOException e) {
          log.warn("no route to bootstrap server {}", server);
        }
      }
    }
    return anyHost();
  }

  private static String anyHost() {
    try {
      for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress address : Collections.list(network.getInetAddresses())) {
          if (address.isSiteLocalAddress()) {
            return address.getHostAddress();
          }
        }
      }
    } catch (IOException e) {
      log.warn("cannot list the network interfaces: {}", e.getMessage());
    }
    return "127.0.0.1";
  }
}
