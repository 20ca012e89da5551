package io.skein.wire;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/**
 * An address to dial or to listen on.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535; 0 only for listening: any free port
 */
public record HostPort(String host, int port) {
  /** Longest text of an address, in characters. */
  public static final int MAX_LENGTH = 255;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9.])?");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9._-]+)?");

  /** Checks both parts. */
  public HostPort {
    checkHost(host, host);
    checkPort(host, port, 0);
  }

  /**
   * Reads {@code HOST:PORT} or {@code [IPV6]:PORT}, with a port of 1 to 65535.
   *
   * @throws IllegalArgumentException if the text is anything else; the message shows it and says
   *     what is wrong
   */
  public static HostPort parse(String text) {
    return parse(text, 1);
  }

  /** As {@link #parse(String)}, but port 0 is allowed and means any free port. */
  public static HostPort parseListen(String text) {
    return parse(text, 0);
  }

  /** The address without looking its name up. */
  public InetSocketAddress unresolved() {
    return InetSocketAddress.createUnresolved(host, port);
  }

  /**
   * The address with its name looked up: may block, and stays unresolved if there is no such name.
   */
  public InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  /**
   * The gRPC target that looks the name up by DNS; the brackets of IPv6 are escaped for its URI.
   */
  public String target() {
    return "dns:///" + toString().replace("[", "%5B").replace("]", "%5D");
  }

  /** The same host with another port. */
  public HostPort withPort(int otherPort) {
    return new HostPort(host, otherPort);
  }

  /** The form that {@link #parse(String)} reads. */
  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }

  private static HostPort parse(String text, int lowestPort) {
    checkCharacters(text);
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw wrong(text, "expected HOST:PORT, for instance 127.0.0.1:7400");
    }
    String host = hostOf(text, text.substring(0, colon));
    int port = portOf(text, text.substring(colon + 1));
    checkPort(text, port, lowestPort);
    checkHost(text, host);
    return new HostPort(host, port);
  }

  private static void checkCharacters(String text) {
    if (text.length() > MAX_LENGTH) {
      throw wrong(
          text.substring(0, 32) + "...",
          "it has " + text.length() + " characters, at most " + MAX_LENGTH + " are allowed");
    }
    if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw wrong(text, "it holds a space or another character that no address has");
    }
    if (text.contains("://")) {
      throw wrong(text, "leave the scheme out: expected HOST:PORT");
    }
  }

  private static String hostOf(String text, String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    if (bracketed != bare.contains(":")) {
      throw wrong(text, "an IPv6 address, and only that, stands in brackets: [::1]:7400");
    }
    return bare;
  }

  private static void checkHost(String text, String host) {
    if (host.length() > MAX_LENGTH
        || !(NAME.matcher(host).matches() || IPV6.matcher(host).matches())) {
      throw wrong(text, "the host has to be a name, an IPv4 address, or an IPv6 address");
    }
  }

  private static int portOf(String text, String port) {
    if (port.isEmpty() || port.length() > 5 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw wrong(text, "expected a port number after the last colon");
    }
    return Integer.parseInt(port);
  }

  private static void checkPort(String text, int port, int lowest) {
    if (port < lowest || port > 65535) {
      throw wrong(text, "its port is " + port + ", expected " + lowest + " to 65535");
    }
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException("bad address '" + printable(text) + "': " + why);
  }

  // The text may come from the network and end in a log or on a terminal.
  private static String printable(String text) {
    var shown = new StringBuilder();
    text.chars()
        .limit(64)
        .forEach(c -> shown.append(c < ' ' || c > '~' ? "\\u%04x".formatted(c) : (char) c));
    return shown.toString();
  }
}
