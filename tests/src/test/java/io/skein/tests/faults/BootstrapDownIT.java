package io.skein.tests.faults;

import io.skein.peer.bench.network.LocalPeer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BootstrapDownIT {
  private static final long MESSAGES = 1_000;

  @Test
  void messagesGoOnWithoutTheBootstrapServerAndPeersRegisterAgainWhenItIsBack() throws Exception {
    try (Network network = Network.start()) {
      List<LocalPeer> peers = network.startPeers(3);
      try (App first = App.at(peers.get(0));
          App second = App.at(peers.get(1))) {
        Reader reader = second.subscribe();
        network.killBootstrap();

        Load load = first.publish(LoadPlan.steady());
        reader.await(MESSAGES);

        network.restartBootstrap();
        LocalPeer fourth = network.startPeer(4);
        Network.awaitLinks(fourth, 3);
        assertAllArrives(load, reader, fourth);
      }
    }
  }

  private static void assertAllArrives(Load load, Reader reader, LocalPeer newcomer)
      throws Exception {
    try (App app = App.at(newcomer)) {
      Reader there = app.subscribe(App.request().setLastMessages(Integer.MAX_VALUE).build());
      long published = load.finish();
      reader.await(published);
      reader.ledger().assertComplete(published);
      there.await(published);
      there.ledger().assertComplete(published);
    }
  }
}
