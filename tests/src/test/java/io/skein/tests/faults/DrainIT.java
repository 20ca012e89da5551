package io.skein.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.skein.peer.bench.network.LocalPeer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DrainIT {
  private static final long MESSAGES = 1_000;
  private static final Duration FORCED_AFTER = Duration.ofSeconds(15);

  @Test
  void peerThatIsToldToEndUnderLoadHandsOverWhatItAccepted() throws Exception {
    try (Network network = Network.start()) {
      List<LocalPeer> peers = network.startPeers(3);
      try (App first = App.at(peers.get(0));
          App second = App.at(peers.get(1));
          App third = App.at(peers.get(2))) {
        Reader atSecond = second.subscribe();
        Reader atThird = third.subscribe();
        Load load = first.publish(LoadPlan.steady());
        atThird.await(MESSAGES);

        peers.get(0).child().terminate();

        assertThat(load.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(peers.get(0).child().awaitEnd(FORCED_AFTER)).as("ended in time").isTrue();
        assertThat(peers.get(0).child().exitStatus()).isZero();
        assertThat(load.relayed()).isEqualTo(load.accepted());
        assertArrived(load.accepted(), atSecond, atThird);
      }
    }
  }

  private static void assertArrived(long accepted, Reader... readers) throws Exception {
    for (Reader reader : readers) {
      reader.await(accepted);
      reader.ledger().assertComplete(accepted);
    }
  }
}
