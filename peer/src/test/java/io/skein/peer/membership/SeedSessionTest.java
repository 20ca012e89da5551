package io.skein.peer.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.model.PeerRecord;
import io.skein.peer.simulation.VirtualLoop;
import io.skein.peer.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedSessionTest implements SeedSession.Listener {
  private final VirtualTime time = new VirtualTime();
  private final VirtualLoop loop = time.loop();
  private final RecordingSeed seed = new RecordingSeed(loop);
  private final List<String> told = new ArrayList<>();
  private SeedSession session = new SeedSession(seed, loop, new Random(1), this);

  @Test
  void registersAndAsksForPeersAtOnce() {
    session.start();
    time.run(Duration.ZERO);

    assertThat(seed.calls).containsExactly("register 0.0", "sample 0.0");
    assertThat(told).containsExactly("registered 127.0.0.1:5", "sampled 7");
    assertThat(session.isRegistered()).isTrue();
  }

  @Test
  void renewsEveryThirdOfTheLease() {
    session.start();
    time.run(Duration.ofSeconds(200));

    assertThat(gaps(seed.secondsOf("renew")))
        .allSatisfy(gap -> assertThat(gap).isBetween(18.0, 22.0));
    assertThat(seed.secondsOf("renew")).hasSizeBetween(9, 11);
    assertThat(seed.secondsOf("register")).hasSize(1);
  }

  @Test
  void registersAgainAtOnceWhenTheLeaseIsUnknown() {
    session.start();
    time.run(Duration.ofSeconds(10));
    seed.forgetLease();
    time.run(Duration.ofSeconds(20));

    assertThat(seed.secondsOf("register")).hasSize(2);
    assertThat(seed.secondsOf("register").get(1)).isEqualTo(seed.secondsOf("renew").getFirst());
    assertThat(session.isRegistered()).isTrue();
  }

  @Test
  void serverThatComesBackEmptyIsAskedAtMostTwiceAsOftenAsEver() {
    int peers = 2_000;
    Random random = new Random(5);
    List<RecordingSeed> seeds = new ArrayList<>();
    for (int i = 0; i < peers; i++) {
      RecordingSeed own = new RecordingSeed(loop);
      seeds.add(own);
      loop.schedule(
          Duration.ofMillis(random.nextInt(20_000)),
          new SeedSession(own, loop, random, this)::start);
    }
    time.run(Duration.ofMinutes(2));
    long steady = seeds.stream().mapToLong(own -> own.secondsOf("renew").size()).sum() / 110;

    seeds.forEach(own -> own.setDown(true));
    time.run(Duration.ofMinutes(10));
    seeds.forEach(own -> own.setDown(false));
    seeds.forEach(RecordingSeed::forgetLease);
    time.run(Duration.ofMinutes(2));

    Map<Long, Long> again =
        seeds.stream()
            .flatMap(own -> own.secondsOf("register").stream())
            .filter(second -> second > 12 * 60)
            .collect(Collectors.groupingBy(Double::longValue, Collectors.counting()));
    assertThat(again.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(peers);
    assertThat(again.values()).allSatisfy(a -> assertThat(a).isLessThanOrEqualTo(2 * steady));
  }

  @Test
  void asksOftenWhileLinksAreMissingAndRarelyAfterwards() {
    session.links(0, 3);
    session.start();
    time.run(Duration.ofSeconds(20));
    assertThat(gaps(seed.secondsOf("sample")))
        .allSatisfy(gap -> assertThat(gap).isBetween(1.8, 2.2));

    session.links(3, 3);
    time.run(Duration.ofSeconds(3));
    int before = seed.secondsOf("sample").size();
    time.run(Duration.ofMinutes(5));
    assertThat(seed.secondsOf("sample").size() - before).isBetween(9, 12);
  }

  @Test
  void lostLinkIsNoticedWithinTwoSeconds() {
    session.links(3, 3);
    session.start();
    time.run(Duration.ofSeconds(5));
    session.links(2, 3);
    time.run(Duration.ofMillis(2200));

    assertThat(seed.secondsOf("sample")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void triesForEverWithGrowingDelaysWhileTheServerIsDown(int randomSeed) {
    session = new SeedSession(seed, loop, new Random(randomSeed), this);
    seed.setDown(true);
    session.start();
    time.run(Duration.ofHours(1));

    List<Double> attempts = seed.secondsOf("register");
    assertThat(attempts).hasSizeBetween(150, 400);
    assertThat(attempts.get(3)).isLessThan(3.5);
    assertThat(gaps(attempts)).allSatisfy(gap -> assertThat(gap).isBetween(0.0, 30.0));
    assertThat(gaps(attempts)).anySatisfy(gap -> assertThat(gap).isGreaterThan(20));
    assertThat(seed.secondsOf("sample")).isEmpty();

    seed.setDown(false);
    time.run(Duration.ofSeconds(31));
    assertThat(session.isRegistered()).isTrue();
  }

  @Test
  void outageUnderALeaseIsRiddenOut() {
    session.start();
    time.run(Duration.ofSeconds(5));
    seed.setDown(true);
    time.run(Duration.ofMinutes(10));
    seed.setDown(false);
    seed.forgetLease();
    time.run(Duration.ofSeconds(31));

    assertThat(seed.secondsOf("register")).hasSize(2);
    assertThat(session.isRegistered()).isTrue();
  }

  @Test
  void manyPeersThatLostTheirServerComeBackSpread() {
    var fleet = new RecordingSeed(loop);
    fleet.setDown(true);
    for (int i = 0; i < 1000; i++) {
      new SeedSession(fleet, loop, new SplittableRandom(i), this).start();
    }
    time.run(Duration.ofMinutes(5));
    long from = loop.nanoTime();
    time.run(Duration.ofMinutes(1));

    long[] perSecond = new long[60];
    fleet.secondsOf("register").stream()
        .mapToInt(s -> (int) Math.floor(s - from / 1e9))
        .filter(s -> s >= 0 && s < 60)
        .forEach(s -> perSecond[s]++);
    // 1,000 peers at one attempt in 15 s on average.
    assertThat(Arrays.stream(perSecond).max().orElseThrow()).isLessThan(2 * 1000 / 15);
  }

  @Test
  void fullServerIsAskedForPeersAllTheSameAndNotBotheredEarly() {
    seed.setFull(true);
    session.start();
    time.run(Duration.ofSeconds(39));

    assertThat(seed.secondsOf("register")).hasSize(1);
    assertThat(seed.secondsOf("sample")).isNotEmpty();
    assertThat(told).contains("failed full", "sampled 7");
  }

  @Test
  void changedRecordIsRegisteredAtOnce() {
    session.start();
    session.recordChanged(); // while the first call is under way
    time.run(Duration.ofSeconds(1));
    session.recordChanged();
    time.run(Duration.ofSeconds(1));

    assertThat(seed.secondsOf("register")).containsExactly(0.0, 0.0, 1.0);
    time.run(Duration.ofSeconds(22));
    assertThat(seed.secondsOf("renew")).hasSize(1);
  }

  @Test
  void closedSessionLeavesOnceAndAsksNothingMore() {
    session.start();
    time.run(Duration.ofSeconds(1));
    session.close();
    session.close();
    int calls = seed.calls.size();
    time.run(Duration.ofHours(1));

    assertThat(seed.secondsOf("leave")).hasSize(1);
    assertThat(seed.calls).hasSize(calls);
  }

  @Test
  void sessionClosedDuringACallIgnoresItsAnswer() {
    session.start();
    session.close();
    time.run(Duration.ofHours(1));

    assertThat(seed.calls).containsExactly("register 0.0", "leave 0.0");
    assertThat(told).isEmpty();
  }

  private static List<Double> gaps(List<Double> times) {
    var gaps = new ArrayList<Double>();
    for (int i = 1; i < times.size(); i++) {
      gaps.add(times.get(i) - times.get(i - 1));
    }
    return gaps;
  }

  @Override
  public void registered(String observedAddress, String unreachableDetail) {
    told.add("registered " + observedAddress);
  }

  @Override
  public void sampled(List<PeerRecord> records, int networkSize) {
    told.add("sampled " + networkSize);
  }

  @Override
  public void failed(String reason) {
    told.add("failed " + reason);
  }
}
