package io.skein.tests.faults;

import com.google.protobuf.ByteString;
import io.skein.peer.bench.network.LocalPeer;
import io.skein.peer.bench.network.PeerProbe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A quarter of the peers are killed at once, under load. */
final class KillThreeIT {
  private static final int PEERS = 12;
  private static final int VICTIMS = 3;
  private static final int PUBLISHERS = 3;
  private static final long MESSAGES = 1_000;

  @Test
  void survivorsLoseNothingThatSurvivorsPublished() throws Exception {
    try (Network network = Network.start()) {
      List<LocalPeer> peers = network.startPeers(PEERS);
      List<App> apps = peers.stream().map(App::at).toList();
      try {
        killUnderLoad(peers, apps);
      } finally {
        apps.forEach(App::close);
      }
    }
  }

  private static void killUnderLoad(List<LocalPeer> peers, List<App> apps) throws Exception {
    int survivors = PEERS - VICTIMS;
    List<Reader> readers = new ArrayList<>();
    for (App app : apps.subList(0, survivors)) {
      readers.add(app.subscribe());
    }
    List<Load> loads = new ArrayList<>();
    for (App app : apps.subList(0, PUBLISHERS)) {
      loads.add(app.publish(LoadPlan.steady()));
    }
    apps.getLast().publish(LoadPlan.steady()); // a victim publishes too
    awaitMore(readers);
    for (LocalPeer victim : peers.subList(survivors, PEERS)) {
      victim.child().kill();
    }
    awaitMore(readers);
    for (int i = 0; i < PUBLISHERS; i++) {
      long published = loads.get(i).finish();
      ByteString origin = idOf(peers.get(i));
      for (Reader reader : readers) {
        reader.awaitAll(origin, published);
        reader.ledger().assertComplete(origin, published);
      }
    }
  }

  private static void awaitMore(List<Reader> readers) throws Exception {
    for (Reader reader : readers) {
      reader.await(reader.ledger().distinct() + MESSAGES);
    }
  }

  private static ByteString idOf(LocalPeer peer) {
    try (PeerProbe probe = new PeerProbe(peer.app())) {
      return probe.describe().getPeerId();
    }
  }
}
