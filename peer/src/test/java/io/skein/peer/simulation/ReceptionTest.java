package io.skein.peer.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.dispatch.Gap;
import io.skein.peer.dispatch.GapReason;
import io.skein.peer.history.LaneCursor;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.simulation.Findings.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checker notices each broken rule. */
final class ReceptionTest {
  private static final OriginLane ORIGIN = new OriginLane(VirtualPeer.idOf("0"), 1, Lane.NORMAL);
  private static final OriginLane OWN = new OriginLane(VirtualPeer.idOf("1"), 1, Lane.NORMAL);

  private final Book book = new Book(new VirtualTime(), Witness.NONE, 0, 0);
  private final Reception reception = new Reception(1, OWN, book);

  ReceptionTest() {
    for (int sequence = 1; sequence <= 9; sequence++) {
      book.ledger.note(batch(sequence), 0, sequence);
    }
  }

  private static Batch batch(long sequence) {
    return batch(ORIGIN, sequence, "message " + sequence);
  }

  private static Batch batch(OriginLane source, long sequence, String payload) {
    return BatchCodec.encode(
        new BatchHeader(source, sequence, 1, new MessageType("a"), 1),
        List.of(ByteString.copyFromUtf8(payload)));
  }

  private void deliver(long... sequences) {
    for (long sequence : sequences) {
      reception.batch(batch(sequence), 1);
    }
  }

  private void lose(long first, long last, long count) {
    SequenceRange range = new SequenceRange(ORIGIN, first, last);
    reception.gap(new Gap(count, false, GapReason.NEVER_ARRIVED, List.of(range)));
  }

  private long found(Rule rule) {
    return book.findings.count(rule);
  }

  private void nothingIsFound() {
    assertThat(book.findings.cases()).isEmpty();
  }

  @Test
  void whatComesOnceAndInOrderIsFine() {
    deliver(3, 4, 5);

    nothingIsFound();
    assertThat(book.deliveries()).isEqualTo(3);
    assertThat(reception.unreported()).isZero();
  }

  @Test
  void duplicateIsNoticed() {
    deliver(1, 2, 2);

    assertThat(found(Rule.DUPLICATE)).isEqualTo(1);
    assertThat(book.deliveries()).isEqualTo(2);
  }

  @Test
  void wrongOrderIsNoticed() {
    deliver(1, 3, 2);

    assertThat(found(Rule.OUT_OF_ORDER)).isEqualTo(1);
    assertThat(found(Rule.DUPLICATE)).isZero();
  }

  @Test
  void whatNobodyPublishedIsNoticed() {
    reception.batch(batch(ORIGIN, 10, "message 10"), 1);
    reception.batch(batch(ORIGIN, 1, "another text"), 1);
    reception.batch(batch(OWN, 1, "not from its app"), 1);

    assertThat(found(Rule.INVENTED)).isEqualTo(3);
  }

  @Test
  void silentLossIsNoticed() {
    deliver(1, 5);

    nothingIsFound();
    assertThat(reception.unreported()).isEqualTo(3);
  }

  @Test
  void reportedLossAddsUp() {
    deliver(1);
    lose(2, 4, 3);
    deliver(5);

    nothingIsFound();
    assertThat(reception.unreported()).isZero();
    LaneCursor cursor = reception.of(lane());
    assertThat(cursor.delivered(1, 9)).isEqualTo(2);
    assertThat(cursor.reported(1, 9)).isEqualTo(3);
    assertThat(cursor.delivered(4, 5)).isEqualTo(1);
    assertThat(book.reportedLost()).isEqualTo(3);
  }

  @Test
  void lossOfWhatWasDeliveredIsNoticed() {
    deliver(1, 2);
    lose(2, 3, 2);

    assertThat(found(Rule.MISREPORTED)).isEqualTo(2);
  }

  @Test
  void lossThatIsMiscountedIsNoticed() {
    lose(1, 3, 2);

    assertThat(found(Rule.MISREPORTED)).isEqualTo(2);
  }

  private LaneHistory lane() {
    return book.ledger.lanes().getFirst();
  }
}
