package io.skein.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.skein.peer.bench.network.LocalPeer;
import io.skein.proto.app.v1.Gap;
import io.skein.proto.app.v1.GapReason;
import io.skein.proto.app.v1.Receipt;
import io.skein.proto.app.v1.SlowPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StalledSubscriberIT {
  private static final int MEBIBYTE = 1 << 20;
  private static final int PAYLOAD_BYTES = 1_000;
  private static final int MESSAGES = 20 * MEBIBYTE / PAYLOAD_BYTES;
  private static final int AT_ONCE = 250;

  /** A quarter of the log: whoever reads misses nothing. */
  private static final int WINDOW = MEBIBYTE / 4 / PAYLOAD_BYTES;

  private static final int LAG_BYTES = MEBIBYTE / 4;

  /** All at once: one load, and three who do not read it. */
  @Test
  void stalledSubscriberHarmsNobodyAndLearnsExactlyWhatItMissed() throws Exception {
    try (Network network = Network.start()) {
      List<LocalPeer> peers = network.startPeers(2, "--log-size", "1MiB");
      try (App first = App.at(peers.get(0));
          App second = App.at(peers.get(1));
          App sleeper = App.at(peers.get(1))) {
        List<Reader> awake = List.of(first.subscribe(), second.subscribe());
        Reader catchUp = stalled(sleeper, SlowPolicy.SLOW_POLICY_CATCH_UP);
        Reader dropOldest = stalled(sleeper, SlowPolicy.SLOW_POLICY_DROP_OLDEST);
        Reader disconnect = stalled(sleeper, SlowPolicy.SLOW_POLICY_DISCONNECT);

        publish(first, awake);

        assertMissesExactly(catchUp, GapReason.GAP_REASON_EVICTED);
        assertMissesExactly(dropOldest, GapReason.GAP_REASON_DROPPED_OLDEST);
        disconnect.wake();
        assertThat(disconnect.awaitEnd().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        disconnect.ledger().assertInOrder();
      }
    }
  }

  /** The publisher's own peer waits for it 250 ms and no longer. */
  @Test
  void subscriberStalledAtThePeerOfThePublisherLearnsItToo() throws Exception {
    try (Network network = Network.start()) {
      List<LocalPeer> peers = network.startPeers(2, "--log-size", "1MiB");
      try (App first = App.at(peers.get(0));
          App second = App.at(peers.get(1))) {
        List<Reader> awake = List.of(first.subscribe(), second.subscribe());
        Reader catchUp = stalled(first, SlowPolicy.SLOW_POLICY_CATCH_UP);

        publish(first, awake);

        assertMissesExactly(catchUp, GapReason.GAP_REASON_EVICTED);
      }
    }
  }

  private static Reader stalled(App app, SlowPolicy policy) throws Exception {
    Reader reader =
        app.subscribe(App.request().setSlowPolicy(policy).setMaxLagBytes(LAG_BYTES).build());
    reader.stall();
    return reader;
  }

  private static void publish(App app, List<Reader> awake) throws Exception {
    List<Ledger> ledgers = awake.stream().map(Reader::ledger).toList();
    LoadPlan plan =
        new LoadPlan(Receipt.RECEIPT_RELAYED, MESSAGES, PAYLOAD_BYTES, AT_ONCE, WINDOW, ledgers);
    app.publish(plan).complete();
    for (Reader reader : awake) {
      reader.await(MESSAGES);
      reader.ledger().assertComplete(MESSAGES);
    }
  }

  private static void assertMissesExactly(Reader reader, GapReason reason) throws Exception {
    reader.wake();
    reader.awaitAccounted(MESSAGES);
    Ledger ledger = reader.ledger();
    ledger.assertInOrder();
    assertThat(ledger.gaps())
        .isNotEmpty()
        .allMatch(Gap::getCountIsExact)
        .allMatch(gap -> gap.getReason() == reason);
    assertThat(ledger.duplicated()).isZero();
    assertThat(ledger.distinct() + ledger.reportedLost()).isEqualTo(MESSAGES);
  }
}
