package io.skein.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.skein.peer.bench.network.LocalPeer;
import io.skein.proto.app.v1.Receipt;
import io.skein.proto.app.v1.SubscribeRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResumeIT {
  private static final long MESSAGES = 500;
  private static final int BIG_MESSAGES = 300;

  /** Three times what the small log of a test holds; the peer is alone, nobody relays it. */
  private static final LoadPlan BIG =
      new LoadPlan(Receipt.RECEIPT_ACCEPTED, BIG_MESSAGES, 10_000, 10, Long.MAX_VALUE, List.of());

  @Test
  void appThatRestartsMissesNothingAtTheSamePeerOrAfterItsDeathAtAnother() throws Exception {
    try (Network network = Network.start()) {
      List<LocalPeer> peers = network.startPeers(3);
      LocalPeer mortal = peers.get(0);
      Ledger ledger = new Ledger();
      try (App publisher = App.at(peers.get(2))) {
        Load load = publisher.publish(LoadPlan.steady());

        Reader reader = readUntilEnd(mortal, App.request().build(), ledger, Reader::cancel);
        assertRepeatsNothingElse(ledger, 0);
        long repeated = ledger.distinct() - reader.bookedAtToken();

        reader = readUntilEnd(mortal, resume(reader), ledger, killing(mortal));
        assertRepeatsNothingElse(ledger, repeated);
        repeated += ledger.distinct() - reader.bookedAtToken();

        readUntilEnd(peers.get(1), resume(reader), ledger, last -> finish(load, last));
        assertRepeatsNothingElse(ledger, repeated);
        ledger.assertHasAll(load.accepted());
      }
    }
  }

  /** How a test ends a subscription. */
  @FunctionalInterface
  private interface Ending {
    void end(Reader reader) throws Exception;
  }

  private static Reader readUntilEnd(
      LocalPeer peer, SubscribeRequest request, Ledger ledger, Ending ending) throws Exception {
    try (App app = App.at(peer)) {
      Reader reader = app.subscribe(request, ledger);
      // Past what is repeated, so that the next token covers all that is booked by then.
      reader.await(ledger.distinct() + MESSAGES);
      reader.awaitCheckpoint();
      reader.await(ledger.distinct() + MESSAGES);
      ending.end(reader);
      return reader;
    }
  }

  private static Ending killing(LocalPeer peer) {
    return reader -> {
      peer.child().kill();
      assertThat(reader.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    };
  }

  private static void finish(Load load, Reader reader) throws Exception {
    reader.await(load.finish());
  }

  private static SubscribeRequest resume(Reader reader) {
    return App.request().setResumeToken(reader.token()).build();
  }

  /** What comes again is what came after the last token, and only that. */
  private static void assertRepeatsNothingElse(Ledger ledger, long expected) {
    ledger.assertInOrder();
    assertThat(ledger.duplicated()).as("repeated messages").isEqualTo(expected);
  }

  @Test
  void tokenOfWhatHasLeftTheLogIsRefusedUnlessTheAppAcceptsAGap() throws Exception {
    try (Network network = Network.start();
        App app = App.at(network.startPeers(1, "--log-size", "1MiB").getFirst())) {
      ByteString token = app.subscribe().token();
      app.publish(BIG).complete();

      Reader refused = app.subscribe(App.request().setResumeToken(token).build());
      Status status = refused.awaitEnd();
      assertThat(status.getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
      assertThat(status.getDescription()).contains("oldest");

      Reader tolerant =
          app.subscribe(App.request().setResumeToken(token).setAcceptGap(true).build());
      tolerant.awaitAccounted(BIG_MESSAGES);
      assertThat(tolerant.ledger().gaps()).isNotEmpty();
      assertThat(tolerant.ledger().distinct() + tolerant.ledger().reportedLost())
          .isEqualTo(BIG_MESSAGES);
      tolerant.ledger().assertInOrder();
    }
  }

  @Test
  void foreignOrDamagedTokenIsRefused() throws Exception {
    try (Network network = Network.start();
        App app = App.at(network.startPeers(1).getFirst())) {
      ByteString token = app.subscribe().token();
      ByteString damaged = token.substring(1).concat(token.substring(0, 1));
      for (ByteString foreign : List.of(ByteString.copyFromUtf8("not a token"), damaged)) {
        Reader refused = app.subscribe(App.request().setResumeToken(foreign).build());
        assertThat(refused.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      }
    }
  }
}
