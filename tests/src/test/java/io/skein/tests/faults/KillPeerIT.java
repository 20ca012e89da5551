package io.skein.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.bench.network.LocalPeer;
import io.skein.peer.bench.network.PeerProbe;
import io.skein.proto.app.v1.GetPeerResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KillPeerIT {
  private static final long MESSAGES = 1_000;

  @Test
  void killedPeerComesBackAsItselfAndNobodyMissesAnything() throws Exception {
    try (Network network = Network.start()) {
      List<LocalPeer> peers = network.startPeers(3);
      try (App first = App.at(peers.get(0));
          App second = App.at(peers.get(1))) {
        killAndRestart(network, peers.get(2), first, second);
      }
    }
  }

  private static void killAndRestart(Network network, LocalPeer victim, App first, App second)
      throws Exception {
    Reader atFirst = first.subscribe();
    Reader atSecond = second.subscribe();
    GetPeerResponse before = describe(victim);
    Load load = first.publish(LoadPlan.steady());
    atSecond.await(MESSAGES);

    victim.child().kill();
    atSecond.await(atSecond.ledger().distinct() + MESSAGES);
    LocalPeer restarted = network.restart(victim);
    Network.awaitLinks(restarted, 2);

    GetPeerResponse after = describe(restarted);
    assertThat(after.getPeerName()).isEqualTo(before.getPeerName());
    assertThat(after.getEpoch()).isGreaterThan(before.getEpoch());
    try (App third = App.at(restarted)) {
      Reader atThird = third.subscribe(App.request().setLastMessages(Integer.MAX_VALUE).build());
      atSecond.await(atSecond.ledger().distinct() + MESSAGES);
      assertAllComplete(load.finish(), atFirst, atSecond, atThird);
    }
  }

  private static void assertAllComplete(long published, Reader... readers) throws Exception {
    for (Reader reader : readers) {
      reader.await(published);
      reader.ledger().assertComplete(published);
    }
  }

  private static GetPeerResponse describe(LocalPeer peer) {
    try (PeerProbe probe = new PeerProbe(peer.app())) {
      return probe.describe();
    }
  }
}
