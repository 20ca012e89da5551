package io.skein.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.faults.history.Event.Delivered;
import io.skein.faults.history.Event.Ended;
import io.skein.faults.history.Event.Finished;
import io.skein.faults.history.Event.Gap;
import io.skein.faults.history.Event.Owed;
import io.skein.faults.history.Event.Published;
import io.skein.faults.history.Event.Receipt;
import io.skein.faults.history.Event.Subscribed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryCheckTest {
  private static final Source SOURCE = new Source("ab", 7, "NORMAL");

  @Test
  void whatArrivesOnceInOrderIsFine() {
    Verdict verdict = judge(finished(), give("r", 1), give("r", 2), give("r", 3));
    assertThat(verdict.holds()).as(verdict.toString()).isTrue();
  }

  @Test
  void whatNeverArrivesIsLost() {
    assertThat(judge(finished(), give("r", 1)).count(Rule.LOST)).isEqualTo(2);
  }

  @Test
  void whatIsPassedOverIsLost() {
    Verdict verdict = judge(give("r", 1), give("r", 3));
    assertThat(verdict.count(Rule.LOST)).isEqualTo(1);
  }

  @Test
  void whatOnlyItsDeadPeerAcceptedIsOwedToNobody() {
    Verdict verdict = judge(new Receipt("p", 3, 1), give("r", 1));
    assertThat(verdict.holds()).as(verdict.toString()).isTrue();
  }

  @Test
  void whatHadItsReceiptIsOwed() {
    assertThat(judge(new Receipt("p", 3, 2), give("r", 1)).count(Rule.LOST)).isEqualTo(1);
  }

  @Test
  void whatOneSurvivorHasIsOwedToAll() {
    Event other = new Subscribed("s", true);
    Verdict verdict = judge(other, give("s", 1), give("s", 2), give("r", 1));
    assertThat(verdict.count(Rule.LOST)).isEqualTo(1);
  }

  @Test
  void readerThatEndedIsOwedNothing() {
    Verdict verdict = judge(finished(), give("r", 1), new Ended("r"));
    assertThat(verdict.holds()).as(verdict.toString()).isTrue();
  }

  @Test
  void readerThatEndedWasOwedAllFromItsStart() {
    Verdict verdict = judge(give("r", 2), give("r", 3), new Ended("r"));
    assertThat(verdict.count(Rule.LOST)).isEqualTo(1);
  }

  @Test
  void readerThatEndedWasNotOwedWhatCameBeforeItsStart() {
    List<Event> late =
        List.of(new Subscribed("r", true), published(1), new Owed("r"), published(2), published(3));
    Verdict verdict = judge(late, give("r", 2), new Ended("r"));
    assertThat(verdict.holds()).as(verdict.toString()).isTrue();
  }

  @Test
  void reportedLossAddsUp() {
    Verdict verdict = judge(finished(), give("r", 1), gap(1, true, 2, 2), give("r", 3));
    assertThat(verdict.holds()).as(verdict.toString()).isTrue();
  }

  @Test
  void reportThatIsOneShortIsNoticed() {
    Verdict verdict = judge(finished(), give("r", 1), gap(1, true, 2, 3));
    assertThat(verdict.count(Rule.MISREPORTED)).isPositive();
    assertThat(verdict.count(Rule.LOST)).isEqualTo(1);
  }

  @Test
  void reportOfWhatWasDeliveredIsNoticed() {
    Verdict verdict = judge(finished(), give("r", 1), gap(3, true, 1, 3));
    assertThat(verdict.count(Rule.MISREPORTED)).isPositive();
  }

  @Test
  void rangeMayHoldThatOfAnotherGap() {
    Verdict verdict = judge(finished(), gap(2, true, 1, 3), gap(1, false, 2, 2));
    assertThat(verdict.count(Rule.MISREPORTED)).as(verdict.toString()).isZero();
    assertThat(verdict.count(Rule.LOST)).as(verdict.toString()).isZero();
  }

  @Test
  void upperBoundMayBeHigher() {
    Event some = new Subscribed("r", false);
    List<Event> events = List.of(some, new Owed("r"), published(1), published(2), published(3));
    Verdict verdict = judge(events, finished(), give("r", 1), gap(5, false, 2, 6));
    assertThat(verdict.holds()).as(verdict.toString()).isTrue();
  }

  @Test
  void repeatIsNoticed() {
    assertThat(judge(give("r", 1), give("r", 2), give("r", 1)).count(Rule.DUPLICATE)).isEqualTo(1);
  }

  @Test
  void wrongOrderIsNoticed() {
    Verdict verdict = judge(give("r", 1), give("r", 3), give("r", 2));
    assertThat(verdict.count(Rule.OUT_OF_ORDER)).isEqualTo(1);
  }

  @Test
  void sameMessageUnderAnotherIdIsInvented() {
    Event again = new Delivered("r", 9, SOURCE, 4, content(1));
    assertThat(judge(give("r", 1), again).count(Rule.INVENTED)).isEqualTo(1);
  }

  @Test
  void otherContentIsInvented() {
    Event other = new Delivered("r", 1, SOURCE, 1, new Content("p", 1, "a.b", "NORMAL", 999));
    assertThat(judge(other).count(Rule.INVENTED)).isEqualTo(1);
  }

  @Test
  void emptyHistoryProvesNothing() {
    assertThat(new HistoryCheck().verdict().holds()).isFalse();
  }

  @Test
  void linesSayWhatEventsSay() {
    List<Event> events = new ArrayList<>(start());
    events.addAll(
        List.of(
            new Receipt("p", 3, 1),
            finished(),
            give("r", 1),
            gap(2, false, 2, 3),
            new Gap("r", 0, true, List.of()),
            new Ended("r")));
    assertThat(events.stream().map(EventLine::of).map(EventLine::parse).toList()).isEqualTo(events);
  }

  private static Verdict judge(Event... events) {
    return judge(start(), events);
  }

  private static Verdict judge(List<Event> before, Event... events) {
    HistoryCheck check = new HistoryCheck();
    before.forEach(check::accept);
    Arrays.stream(events).forEach(check::accept);
    return check.verdict();
  }

  private static List<Event> start() {
    return List.of(
        new Subscribed("r", true), new Owed("r"), published(1), published(2), published(3));
  }

  private static Event published(long number) {
    return new Published(content(number));
  }

  private static Event finished() {
    return new Finished("p");
  }

  private static Event give(String reader, long number) {
    return new Delivered(reader, number, SOURCE, number, content(number));
  }

  private static Event gap(long count, boolean exact, long first, long last) {
    return new Gap("r", count, exact, List.of(new Lost(SOURCE, first, last)));
  }

  private static Content content(long number) {
    return new Content("p", number, "a.b", "NORMAL", 100 + number);
  }
}
