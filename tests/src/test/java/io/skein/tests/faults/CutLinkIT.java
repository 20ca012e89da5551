package io.skein.tests.faults;

import io.skein.peer.bench.network.FreePorts;
import io.skein.peer.bench.network.LocalPeer;
import io.skein.peer.bench.network.PeerProbe;
import io.skein.tests.process.Await;
import io.skein.tests.process.FaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CutLinkIT {
  private static final int CUTS = 4;
  private static final long MESSAGES = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void nothingIsLostWhenTheOnlyLinkIsCutAgainAndAgain() throws Exception {
    int firstPort = FreePorts.find();
    int secondPort = FreePorts.find();
    try (FaultProxy beforeFirst = FaultProxy.to(firstPort);
        FaultProxy beforeSecond = FaultProxy.to(secondPort);
        Network network = Network.start()) {
      LocalPeer first = startBehind(network, 1, firstPort, beforeFirst);
      LocalPeer second = startBehind(network, 2, secondPort, beforeSecond);
      Network.awaitLinks(first, 1);
      Network.awaitLinks(second, 1);
      cutUnderLoad(first, second, List.of(beforeFirst, beforeSecond));
    }
  }

  /** Whoever of the two dials, the link goes through a proxy. */
  private static LocalPeer startBehind(Network network, int number, int port, FaultProxy proxy)
      throws Exception {
    Path data = network.children().directory().resolve("peer-" + number);
    return network.startPeer(number, port, data, "--advertise", proxy.address());
  }

  private static void cutUnderLoad(LocalPeer first, LocalPeer second, List<FaultProxy> proxies)
      throws Exception {
    try (App publisher = App.at(first);
        App subscriber = App.at(second)) {
      Reader reader = subscriber.subscribe();
      Reader local = publisher.subscribe();
      Load load = publisher.publish(LoadPlan.steady());
      for (int i = 0; i < CUTS; i++) {
        reader.await(reader.ledger().distinct() + MESSAGES);
        proxies.forEach(FaultProxy::cut);
      }
      reader.await(reader.ledger().distinct() + MESSAGES);
      partition(second, proxies);
      reader.await(reader.ledger().distinct() + MESSAGES);
      assertAllComplete(load.finish(), List.of(reader, local));
    }
  }

  /** Until the peer has noticed. */
  private static void partition(LocalPeer peer, List<FaultProxy> proxies) throws Exception {
    proxies.forEach(FaultProxy::refuse);
    try (PeerProbe probe = new PeerProbe(peer.app())) {
      Await.until("lost link", PATIENCE, () -> peer.child().tail(), () -> probe.links() == 0);
    }
    proxies.forEach(FaultProxy::forward);
  }

  private static void assertAllComplete(long published, List<Reader> readers) throws Exception {
    for (Reader reader : readers) {
      reader.await(published);
      reader.ledger().assertComplete(published);
    }
  }
}
