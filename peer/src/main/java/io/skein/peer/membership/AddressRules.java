package io.skein.peer.membership;

import com.google.common.net.InetAddresses;
import io.skein.wire.HostPort;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Immutable. Which addresses of other peers may be dialled and told to others, so that nobody makes
 * this peer knock on doors that it should not. Names are judged by their text alone: what they
 * resolve to is not looked at.
 *
 * @param open whether the network is the open internet: no private and no loopback addresses
 */
public record AddressRules(boolean open) {
  /** Resolvers take 127.1, 0x7f000001 and 2130706433 for addresses: such names are no names. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");

  /**
   * Why an address is not to be used; empty if it may be.
   *
   * @param address HOST:PORT
   */
  public Optional<String> whyNot(String address) {
    try {
      return whyNot(HostPort.parse(address)).map(why -> address + " is " + why);
    } catch (IllegalArgumentException malformed) {
      return Optional.of(String.valueOf(malformed.getMessage()));
    }
  }

  /** Whether an address may be used. */
  public boolean allows(String address) {
    return whyNot(address).isEmpty();
  }

  private Optional<String> whyNot(HostPort address) {
    if (address.host().contains("%")) {
      return Optional.of("of one machine's interface");
    }
    return InetAddresses.isInetAddress(address.host())
        ? whyNot(InetAddresses.forString(address.host()))
        : whyNotName(address.host().toLowerCase(Locale.ROOT));
  }

  private Optional<String> whyNotName(String host) {
    String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (NUMBER.matcher(bare.substring(bare.lastIndexOf('.') + 1)).matches()) {
      return Optional.of("neither a name nor an address");
    }
    boolean local = bare.equals("localhost") || bare.endsWith(".localhost");
    return open && local ? Optional.of("loopback") : Optional.empty();
  }

  private Optional<String> whyNot(InetAddress address) {
    if (address.isAnyLocalAddress() || address.isMulticastAddress() || isReserved(address)) {
      return Optional.of("no address of a peer");
    }
    if (address.isLinkLocalAddress()) {
      return Optional.of("link-local");
    }
    if (open && address.isLoopbackAddress()) {
      return Optional.of("loopback");
    }
    return open && isPrivate(address) ? Optional.of("private") : Optional.empty();
  }

  /** 0.0.0.0/8 and 240.0.0.0/4. */
  private static boolean isReserved(InetAddress address) {
    int first = Byte.toUnsignedInt(address.getAddress()[0]);
    return address instanceof Inet4Address && (first == 0 || first >= 240);
  }

  /** RFC 1918, RFC 6598 (shared by customers of one provider), RFC 4193 (fc00::/7). */
  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = Byte.toUnsignedInt(bytes[0]);
    int second = Byte.toUnsignedInt(bytes[1]);
    return address instanceof Inet4Address
        ? address.isSiteLocalAddress() || first == 100 && second >= 64 && second < 128
        : address.isSiteLocalAddress() || (first & 0xfe) == 0xfc;
  }
}
