package io.skein.wire.tls;

import com.google.common.net.InetAddresses;
import io.skein.wire.HostPort;
import java.util.Optional;

/**
 * Where a bootstrap server is, and how to know that it is the right one. Immutable.
 *
 * @param address where to dial
 * @param pin of its certificate; empty: a CA has to vouch for it
 */
public record SeedAddress(HostPort address, Optional<CertificatePin> pin) {
  /**
   * Reads {@code HOST:PORT} or {@code HOST:PORT#PIN}.
   *
   * @throws IllegalArgumentException if the text is anything else; the message names the position
   */
  public static SeedAddress parse(String text) {
    int hash = text.indexOf('#');
    if (hash < 0) {
      return new SeedAddress(HostPort.parse(text), Optional.empty());
    }
    HostPort address = HostPort.parse(text.substring(0, hash));
    try {
      return new SeedAddress(address, Optional.of(CertificatePin.parse(text.substring(hash + 1))));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "bad address '%s#…': after '#' at position %d, %s; copy it from what the server prints at its start"
              .formatted(address, hash + 1, wrong.getMessage()),
          wrong);
    }
  }

  /** Whether no other machine can answer there: an address of loopback, or {@code localhost}. */
  public boolean isLoopback() {
    String host = address.host();
    return InetAddresses.isInetAddress(host)
        ? InetAddresses.forString(host).isLoopbackAddress()
        : host.equalsIgnoreCase("localhost");
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return pin.map(known -> address + "#" + known).orElseGet(address::toString);
  }
}
