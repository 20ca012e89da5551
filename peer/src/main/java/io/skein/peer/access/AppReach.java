package io.skein.peer.access;

import com.google.common.net.InetAddresses;
import io.skein.wire.HostPort;

/** Stateless. Who can reach an address of an app API. */
public final class AppReach {
  private AppReach() {}

  /** Whether other machines may; a name is taken for remote, unless it is localhost. */
  public static boolean isRemote(HostPort address) {
    String host = address.host();
    return InetAddresses.isInetAddress(host)
        ? !InetAddresses.forString(host).isLoopbackAddress()
        : !host.equalsIgnoreCase("localhost");
  }

  /** The same for {@code HOST:PORT} or {@code unix:PATH}. */
  public static boolean isRemote(String address) {
    return !address.startsWith("unix:") && isRemote(HostPort.parseListen(address));
  }

  /** What to say of an address that others reach while nobody is asked who they are. */
  public static String warning(String address) {
    return address
        + " can be reached from other machines, and apps are not asked who they are: use 127.0.0.1"
        + " or unix:PATH, or authenticate apps with --app-tokens FILE, or with --app-tls-cert,"
        + " --app-tls-key and --app-tls-client-ca";
  }
}
