package io.skein.peer.cli;

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
record PeerAddresses(List<BoundAddress> bound, AppAddress app, boolean authenticates) {
  static PeerAddresses of(PeerOptions options) {
    var bound = new ArrayList<BoundAddress>();
    bound.add(new BoundAddress("--listen", options.listen()));
    if (options.app() instanceof AppAddress.Tcp tcp) {
      bound.add(new BoundAddress("--app", tcp.address()));
    }
    options.http().address().ifPresent(http -> bound.add(new BoundAddress("--http", http)));
    return new PeerAddresses(bound, options.app(), options.access().config().authenticates());
  }

  void addProblems(List<String> problems) {
    BoundAddress.addClashes(bound, problems);
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
}
