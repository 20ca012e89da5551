package io.skein.peer.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.compression.Expansions;
import io.skein.peer.dispatch.SubscribeOutcome.Subscribed;
import io.skein.peer.log.LogEntry.Contribution;
import io.skein.peer.log.LogLimits;
import io.skein.peer.log.MessageLog;
import io.skein.peer.log.Slabs;
import io.skein.peer.model.Batch;
import io.skein.peer.model.Batches;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.Pattern;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.simulation.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SubscriptionTest {
  private static final OriginLane LANE = Batches.lane("a", 1);
  private static final int KIB = 1024;
  private static final int MOST = 3;
  private static final Start NEW = new Start.New();

  /** One peer's log and dispatcher. */
  private static final class Node {
    final VirtualTime time = new VirtualTime();
    final MessageLog log;
    final Dispatcher dispatcher;

    Node() {
      LogLimits limits = new LogLimits(64 * KIB, Duration.ofMinutes(5), 1 << 20);
      log = new MessageLog(limits, new Slabs(), time.loop());
      dispatcher = new Dispatcher(log, time.loop(), new Expansions(null), MOST);
      dispatcher.start();
    }

    void add(String type, long first, int count) {
      log.offer(Batches.batch(LANE, first, count, type, KIB), List.of());
    }

    SubscribeOutcome outcome(Start start, RecordingSink sink) {
      return dispatcher.subscribe(spec(start, false, SlowPolicy.CATCH_UP), sink);
    }

    Subscription subscribe(SubscriptionSpec spec, RecordingSink sink) {
      Subscription subscription = ((Subscribed) dispatcher.subscribe(spec, sink)).subscription();
      subscription.begin();
      return subscription;
    }

    Subscription subscribe(Start start, RecordingSink sink) {
      return subscribe(spec(start, false, SlowPolicy.CATCH_UP), sink);
    }

    void checkpoint() {
      time.run(Duration.ofSeconds(2));
    }
  }

  private static SubscriptionSpec spec(Start start, boolean noEcho, SlowPolicy policy) {
    return new SubscriptionSpec("me", List.of(Pattern.parse("t")), start, noEcho, policy, 16 * KIB);
  }

  private static ResumeToken token(RecordingSink sink) {
    return ResumeToken.decode(sink.tokens.getLast());
  }

  private final Node node = new Node();
  private final RecordingSink sink = new RecordingSink();

  @Test
  void oneBeyondTheLimitIsRefusedUntilAnotherEnds() {
    for (int i = 1; i < MOST; i++) {
      node.subscribe(NEW, new RecordingSink());
    }
    Subscription last = node.subscribe(NEW, sink);
    assertThat(node.outcome(NEW, sink)).isEqualTo(new SubscribeOutcome.Full(MOST));
    last.close();
    assertThat(node.outcome(NEW, sink)).isInstanceOf(Subscribed.class);
  }

  @Test
  void newSubscriptionGetsWhatComesAndMatches() {
    node.add("t", 1, 1);
    node.subscribe(NEW, sink);
    node.add("t", 2, 2);
    node.add("other", 4, 1);
    node.add("t", 5, 1);
    assertThat(sink.take()).containsExactly("subscribed", "caught up", "t 2-3", "t 5-5");
  }

  @Test
  void stalledSubscriptionIsToldTheExactCountThatItMissed() {
    Subscription subscription = node.subscribe(NEW, sink);
    sink.ready = false;
    for (int i = 1; i <= 100; i++) {
      node.add(i % 2 == 0 ? "t" : "other", 2 * i - 1, 2);
    }
    sink.ready = true;
    subscription.ready();
    assertThat(sink.delivered + sink.lost).isEqualTo(100);
    assertThat(sink.lost).isPositive();
    assertThat(sink.events.get(2)).startsWith("EVICTED " + sink.lost + " ");
    assertThat(node.dispatcher.counters().reportedLost()).isEqualTo(sink.lost);
    assertThat(node.dispatcher.counters().delivered()).isEqualTo(sink.delivered);
  }

  @Test
  void gapIsToldBeforeWhatFollowsIt() {
    node.subscribe(NEW, sink);
    node.add("t", 1, 1);
    node.add("t", 4, 1);
    node.log.giveUp(new SequenceRange(LANE, 2, 3));
    node.add("t", 5, 1);
    assertThat(sink.take())
        .containsExactly(
            "subscribed", "caught up", "t 1-1", "NEVER_ARRIVED <=2 2-3", "t 4-4", "t 5-5");
  }

  @Test
  void dropOldestSkipsWhatIsOverTheLagAndTellsHowMuch() {
    Subscription subscription = node.subscribe(spec(NEW, false, SlowPolicy.DROP_OLDEST), sink);
    sink.ready = false;
    for (int i = 1; i <= 40; i++) {
      node.add("t", i, 1);
    }
    sink.ready = true;
    subscription.ready();
    assertThat(sink.events.get(2)).isEqualTo("DROPPED_OLDEST " + sink.lost + " 1-" + sink.lost);
    assertThat(sink.lost).isBetween(25L, 30L);
    assertThat(sink.delivered).isEqualTo(40 - sink.lost);
  }

  @Test
  void disconnectEndsASubscriptionThatIsOverTheLag() {
    node.subscribe(spec(NEW, false, SlowPolicy.DISCONNECT), sink);
    sink.ready = false;
    for (int i = 1; i <= 40; i++) {
      node.add("t", i, 1);
    }
    assertThat(sink.take()).containsExactly("subscribed", "caught up", "too slow");
    assertThat(node.dispatcher.subscriptions()).isZero();
  }

  @Test
  void longReplayIsNotTakenForSlowness() {
    for (int i = 1; i <= 40; i++) {
      node.add("t", i, 1);
    }
    sink.ready = false;
    Subscription subscription =
        node.subscribe(spec(new Start.Last(40), false, SlowPolicy.DISCONNECT), sink);
    node.add("t", 41, 1);
    sink.ready = true;
    subscription.ready();
    assertThat(sink.events).doesNotContain("too slow");
    assertThat(sink.delivered).isEqualTo(41);
  }

  @Test
  void lastMessagesCutTheFirstBatch() {
    node.add("t", 1, 4);
    node.add("other", 5, 1);
    node.add("t", 6, 2);
    node.subscribe(new Start.Last(3), sink);
    assertThat(sink.take()).containsExactly("subscribed", "t 4-4", "t 6-7", "caught up");
    node.subscribe(new Start.Last(0), sink);
    assertThat(sink.take()).containsExactly("subscribed", "caught up");
    node.subscribe(new Start.Last(99), sink);
    assertThat(sink.take()).containsExactly("subscribed", "t 1-4", "t 6-7", "caught up");
  }

  @Test
  void replayStartsAtATimeOfArrival() {
    node.add("t", 1, 1);
    node.time.run(Duration.ofSeconds(1));
    long then = node.time.loop().wallMillis();
    node.add("t", 2, 1);
    node.subscribe(new Start.Since(then), sink);
    assertThat(sink.take()).containsExactly("subscribed", "t 2-2", "caught up");
  }

  @Test
  void noEchoLeavesOutTheAppsOwnShareOfABatch() {
    Batch batch = Batches.batch(LANE, 1, 6, "t", 0);
    node.subscribe(spec(NEW, true, SlowPolicy.CATCH_UP), sink);
    node.log.offer(
        batch,
        List.of(new Contribution("you", 2), new Contribution("me", 3), new Contribution("you", 1)));
    node.log.offer(Batches.batch(LANE, 7, 2, "t", 0), List.of(new Contribution("me", 2)));
    node.log.offer(Batches.batch(LANE, 9, 1, "t", 0), List.of());
    assertThat(sink.take()).containsExactly("subscribed", "caught up", "t 1-2", "t 6-6", "t 9-9");
    node.subscribe(spec(new Start.Last(3), true, SlowPolicy.CATCH_UP), sink);
    assertThat(sink.take()).containsExactly("subscribed", "t 2-2", "t 6-6", "t 9-9", "caught up");
  }

  @Test
  void lossesWithoutEchoAreExact() {
    Subscription subscription = node.subscribe(spec(NEW, true, SlowPolicy.CATCH_UP), sink);
    sink.ready = false;
    for (int i = 0; i < 100; i++) {
      node.log.offer(
          Batches.batch(LANE, 1 + 2L * i, 2, "t", KIB),
          List.of(new Contribution("me", 1), new Contribution("you", 1)));
    }
    sink.ready = true;
    subscription.ready();
    assertThat(sink.lost + sink.delivered).isEqualTo(100);
  }

  @Test
  void tokenResumesAtAnotherPeerWithoutRepeatingAnything() {
    Node other = new Node();
    for (int i = 1; i <= 5; i++) {
      other.add("t", i, 1);
    }
    Subscription subscription = node.subscribe(NEW, sink);
    node.add("t", 1, 1);
    node.add("t", 2, 1);
    node.checkpoint();
    subscription.close();
    node.add("t", 3, 1);
    sink.take();
    other.subscribe(new Start.Resume(token(sink), false), sink);
    assertThat(sink.take()).containsExactly("subscribed", "t 3-3", "t 4-4", "t 5-5", "caught up");
  }

  @Test
  void tokenThatIsAheadOfThePeerKeepsItsPlace() {
    node.subscribe(NEW, sink);
    node.add("t", 1, 1);
    node.add("t", 2, 1);
    node.checkpoint();
    sink.take();
    Node behind = new Node();
    behind.add("t", 1, 1);
    behind.subscribe(new Start.Resume(token(sink), false), sink);
    behind.add("t", 2, 1);
    behind.add("t", 3, 1);
    assertThat(sink.take()).containsExactly("subscribed", "caught up", "t 3-3");
  }

  @Test
  void tokenOfALaggingSubscriptionDoesNotRunAhead() {
    Subscription subscription = node.subscribe(NEW, sink);
    node.add("t", 1, 1);
    sink.ready = false;
    node.add("t", 2, 1);
    node.add("t", 3, 1);
    sink.ready = true;
    node.checkpoint();
    subscription.close();
    sink.take();
    node.subscribe(new Start.Resume(token(sink), false), sink);
    assertThat(sink.take()).containsExactly("subscribed", "t 2-2", "t 3-3", "caught up");
  }

  @Test
  void tokenThatIsTooOldIsRefusedOrItsLossTold() {
    node.subscribe(NEW, sink);
    ResumeToken start = token(sink);
    for (int i = 1; i <= 100; i++) {
      node.add("t", i, 1);
    }
    long oldest = node.log.lane(LANE).oldest();
    assertThat(node.outcome(new Start.Resume(start, false), sink))
        .isEqualTo(new SubscribeOutcome.TooOld(new SequenceRange(LANE, 1, oldest - 1)));
    RecordingSink resumed = new RecordingSink();
    node.subscribe(new Start.Resume(start, true), resumed);
    assertThat(resumed.events.get(1))
        .isEqualTo("EVICTED <=%d 1-%d".formatted(oldest - 1, oldest - 1));
    assertThat(resumed.delivered).isEqualTo(101 - oldest);
    assertThat(token(resumed)).as("the first token has the loss still before it").isEqualTo(start);
  }

  @Test
  void lossThatIsStillInTheLogIsToldOnce() {
    node.subscribe(NEW, sink);
    node.add("t", 1, 2);
    node.checkpoint();
    ResumeToken token = token(sink);
    node.add("t", 6, 1);
    for (int i = 0; i < 70; i++) {
      node.log.offer(Batches.batch(Batches.lane("filler", 1), 1 + i, 1, "other", KIB), List.of());
    }
    node.log.giveUp(new SequenceRange(LANE, 3, 5));
    assertThat(node.log.lane(LANE).oldest()).isEqualTo(6);
    RecordingSink resumed = new RecordingSink();
    node.subscribe(new Start.Resume(token, true), resumed);
    assertThat(resumed.lost - fillersLost(node)).isEqualTo(3);
  }

  private static long fillersLost(Node node) {
    return node.log.lane(Batches.lane("filler", 1)).oldest() - 1;
  }

  @Test
  void gapThatWasSeenInPartCountsTheRestOnly() {
    node.subscribe(NEW, sink);
    node.add("t", 1, 3);
    node.checkpoint();
    Node cutOff = new Node();
    cutOff.add("t", 8, 1);
    cutOff.log.giveUp(new SequenceRange(LANE, 1, 7));
    RecordingSink resumed = new RecordingSink();
    cutOff.subscribe(new Start.Resume(token(sink), true), resumed);
    assertThat(resumed.take())
        .containsExactly("subscribed", "NEVER_ARRIVED <=4 4-7", "t 8-8", "caught up");
  }

  @Test
  void whatIsLeftOfAForgottenEpochIsNotDeliveredAgain() {
    node.subscribe(NEW, sink);
    for (int epoch = 1; epoch <= 3; epoch++) {
      node.log.offer(Batches.batch(Batches.lane("a", epoch), 1, 1, "t", 0), List.of());
    }
    node.checkpoint();
    assertThat(sink.delivered).isEqualTo(3);
    RecordingSink resumed = new RecordingSink();
    node.subscribe(new Start.Resume(token(sink), false), resumed);
    assertThat(resumed.take()).containsExactly("subscribed", "caught up");
  }

  @Test
  void laggingTokenKeepsAForgottenEpoch() {
    Subscription subscription = node.subscribe(NEW, sink);
    sink.ready = false;
    for (int epoch = 1; epoch <= 3; epoch++) {
      node.log.offer(Batches.batch(Batches.lane("a", epoch), 1, 1, "t", 0), List.of());
    }
    sink.ready = true;
    node.checkpoint();
    subscription.close();
    RecordingSink resumed = new RecordingSink();
    node.subscribe(new Start.Resume(token(sink), false), resumed);
    assertThat(resumed.delivered).isEqualTo(3);
  }

  @Test
  void batchThatHoldsLessThanItSaysBecomesAGap() throws Exception {
    var liar =
        io.skein.proto.app.v1.MessageBatch.parseFrom(Batches.batch(LANE, 1, 2, "t", 0).bytes())
            .toBuilder();
    liar.getHeaderBuilder().setCount(9);
    node.log.offer(io.skein.peer.model.BatchCodec.decode(liar.build().toByteString()), List.of());
    node.subscribe(new Start.Last(4), sink);
    node.add("t", 10, 1);
    assertThat(sink.take()).contains("UNREADABLE 4 1-9", "t 10-10");
  }

  @Test
  void closedSubscriptionGetsNothingMore() {
    Subscription subscription = node.subscribe(NEW, sink);
    node.add("t", 1, 1);
    subscription.close();
    subscription.close();
    node.add("t", 2, 1);
    subscription.ready();
    assertThat(sink.take()).containsExactly("subscribed", "caught up", "t 1-1");
    assertThat(node.dispatcher.subscriptions()).isZero();
  }

  @Test
  void slowSubscriberHoldsPublishersBackOnlyForAWhile() {
    node.subscribe(NEW, sink);
    sink.ready = false;
    for (int i = 1; i <= 40; i++) {
      node.add("t", i, 1);
    }
    assertThat(node.dispatcher.holdsBack()).isTrue();
    node.time.run(Duration.ofMillis(300));
    assertThat(node.dispatcher.holdsBack()).isFalse();
  }

  @Test
  void drainEndsThoseThatGotEverything() {
    node.subscribe(NEW, sink);
    RecordingSink slow = new RecordingSink();
    Subscription behind = node.subscribe(NEW, slow);
    slow.ready = false;
    node.add("t", 1, 1);
    assertThat(node.dispatcher.drainCaughtUp()).isFalse();
    assertThat(sink.take()).endsWith("t 1-1", "draining");
    slow.ready = true;
    behind.ready();
    assertThat(node.dispatcher.drainCaughtUp()).isTrue();
    assertThat(slow.take()).endsWith("t 1-1", "draining");
  }
}
