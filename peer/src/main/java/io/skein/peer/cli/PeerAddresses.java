package io.skein.peer.cli;

import com.google.common.net.InetAddresses;
import io.skein.peer.access.AppReach;
import io.skein.wire.HostPort;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses that one peer binds, checked against each other.
 *
 * @param bound what it binds
 * @param app where apps reach it
 * @param authenticates whether apps have to say who they are
 */
record PeerAddresses(List<Named> bound, AppAddress app, boolean authenticates) {
  /** An address and the option that names it. */
  record Named(String option, HostPort address) {
    boolean clashesWith(Named other) {
      return address.port() != 0
          && address.port() == other.address.port()
          && (address.host().equals(other.address.host()) || isWildcard() || other.isWildcard());
    }

    private boolean isWildcard() {
      return InetAddresses.isInetAddress(address.host())
          && InetAddresses.forString(address.host()).isAnyLocalAddress();
    }
  }

  static PeerAddresses of(PeerOptions options) {
    var bound = new ArrayList<Named>();
    bound.add(new Named("--listen", options.listen()));
    if (options.app() instanceof AppAddress.Tcp tcp) {
      bound.add(new Named("--app", tcp.address()));
    }
    options.http().ifPresent(http -> bound.add(new Named("--http", http)));
    return new PeerAddresses(bound, options.app(), options.access().config().authenticates());
  }

  void addProblems(List<String> problems) {
    for (int i = 0; i < bound.size(); i++) {
      for (Named later : bound.subList(i + 1, bound.size())) {
        if (bound.get(i).clashesWith(later)) {
          problems.add(clash(bound.get(i), later));
        }
      }
    }
    if (isRemote(app) && !authenticates) {
      problems.add("--app " + AppReach.warning(app.toString()));
    }
  }

  /** Whether other machines may reach an address. */
  static boolean isRemote(AppAddress app) {
    return switch (app) {
      case AppAddress.Unix unix -> false;
      case AppAddress.Tcp(HostPort address) -> AppReach.isRemote(address);
    };
  }

  private static String clash(Named one, Named other) {
    return one.option()
        + " "
        + one.address()
        + " and "
        + other.option()
        + " "
        + other.address()
        + " clash: give one of them another port";
  }
}
