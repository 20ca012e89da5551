package io.skein.peer.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Batches;
import io.skein.peer.model.MessageType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PendingReceiptsTest {
  private static final BatchHeader FIRST = batch(11, 2);
  private static final BatchHeader SECOND = batch(20, 3);

  private final PendingReceipts receipts = new PendingReceipts();
  private final List<String> told = new ArrayList<>();

  @Test
  void acceptedMessageGetsItsSequence() {
    one(2, false);
    one(4, false);
    receipts.accepted(FIRST, 11, 2);
    assertThat(told).containsExactly("2 reached 12");
    receipts.accepted(SECOND, 20, 3);
    assertThat(told).containsExactly("2 reached 12", "4 reached 21");
    assertThat(receipts.isEmpty()).isTrue();
  }

  @Test
  void relayedWaitsForAllThatCameBefore() {
    one(3, true);
    all(5, true);
    accept();
    receipts.relayed(SECOND);
    assertThat(told).isEmpty();
    receipts.relayed(FIRST);
    assertThat(told).containsExactly("3 reached 20", "all 5 reached 0");
  }

  @Test
  void lostMessageIsToldToWhoAskedAfterIt() {
    one(1, true);
    one(3, true);
    all(5, true);
    accept();
    receipts.expired(FIRST, 11);
    assertThat(told).containsExactly("1 lost 11", "all 5 lost 11");
    receipts.relayed(SECOND);
    assertThat(told).endsWith("3 reached 20");
  }

  @Test
  void lossThatNobodyWasToldOfFailsTheNextWhoAsksAfterAll() {
    accept();
    receipts.expired(FIRST, 11);
    all(5, false);
    all(5, true);
    all(5, true);
    receipts.relayed(SECOND);
    assertThat(told).containsExactly("all 5 reached 0", "all 5 lost 11", "all 5 reached 0");
  }

  @Test
  void endIsToldToEverybody() {
    accept();
    one(3, true);
    one(6, false);
    receipts.abandon();
    assertThat(told).containsExactlyInAnyOrder("3 abandoned", "6 abandoned");
    assertThat(receipts.isEmpty()).isTrue();
  }

  private void accept() {
    receipts.accepted(FIRST, 11, 2);
    receipts.accepted(SECOND, 20, 3);
  }

  private void one(long message, boolean relayed) {
    receipts.add(new Waiter(message, message, relayed, new Teller(String.valueOf(message))));
  }

  private void all(long messages, boolean relayed) {
    receipts.add(new Waiter(0, messages, relayed, new Teller("all " + messages)));
  }

  private static BatchHeader batch(long first, int count) {
    return new BatchHeader(Batches.lane("a", 1), first, count, new MessageType("t"), 1);
  }

  /** Writes down what somebody is told. */
  private final class Teller implements ReceiptListener {
    private final String who;

    Teller(String who) {
      this.who = who;
    }

    @Override
    public void reached(long sequence) {
      told.add(who + " reached " + sequence);
    }

    @Override
    public void expired(long sequence) {
      told.add(who + " lost " + sequence);
    }

    @Override
    public void abandoned() {
      told.add(who + " abandoned");
    }
  }
}
