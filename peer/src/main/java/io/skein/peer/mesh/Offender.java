package io.skein.peer.mesh;

import com.google.common.net.InetAddresses;
import io.skein.peer.model.PeerId;
import org.jspecify.annotations.Nullable;

/** Immutable. Who is blamed: a peer, or an address as long as nobody there has said who it is. */
public sealed interface Offender {
  /** A peer that proved who it is. */
  record OfPeer(PeerId id) implements Offender {
    @Override
    public String toString() {
      return id.name();
    }
  }

  /**
   * An address from which others dial.
   *
   * @param host an IP address without a port
   */
  record OfAddress(String host) implements Offender {
    @Override
    public String toString() {
      return host;
    }
  }

  /**
   * Who dials from an address; null if that names nobody: loopback, where all of a machine meet,
   * and what is no IP address.
   *
   * @param remoteAddress HOST:PORT
   */
  static @Nullable Offender ofRemote(String remoteAddress) {
    int colon = remoteAddress.lastIndexOf(':');
    String host = colon < 0 ? remoteAddress : remoteAddress.substring(0, colon);
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (!InetAddresses.isInetAddress(bare) || InetAddresses.forString(bare).isLoopbackAddress()) {
      return null;
    }
    return new OfAddress(bare);
  }
}
