package io.skein.peer.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.membership.ViewMessage.DirectoryDigest;
import io.skein.peer.membership.ViewMessage.Join;
import io.skein.peer.membership.ViewMessage.JoinWalk;
import io.skein.peer.membership.ViewMessage.Shuffle;
import io.skein.peer.membership.ViewMessage.ShuffleReply;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.simulation.VirtualLoop;
import io.skein.peer.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whom a peer dials, whom it lets go, and what it tells its neighbours. */
final class MembershipTest {
  private static final int LARGE = 1_000;
  private static final Duration TENTH = Duration.ofMillis(100);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final VirtualLoop loop = time.loop();
  private final Random random = new Random(1);
  private final RecordingConnector connector = new RecordingConnector();
  private final List<PeerRecord> spread = new ArrayList<>();
  private final Directory directory =
      new Directory(Records.id("me"), 1, Records.NETWORK, 5_000, loop, random);
  private final Membership membership =
      new Membership(directory, new Me(), connector, spread::add, loop, random);

  /** This peer's record. */
  private static final class Me implements RecordSource {
    private PeerRecord record = Records.of("me");

    @Override
    public PeerRecord record() {
      return record;
    }

    @Override
    public PeerRecord renew(boolean leaving) {
      record = Records.of("me", 1, record.revision() + 1, leaving);
      return record;
    }
  }

  private static List<PeerRecord> records(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> Records.of(prefix + i)).toList();
  }

  private void startInALargeNetwork() {
    membership.start();
    membership.discovered(List.of(), LARGE);
    time.run(TENTH);
  }

  private void link(String name, boolean dialled, int links) {
    membership.linked(Records.of(name), dialled, links);
    membership.up(Records.id(name));
  }

  private void link(int count, int links) {
    IntStream.range(0, count).forEach(i -> link("n" + i, i < 3, links));
  }

  private void lose(String name) {
    membership.ended(Records.id(name), LinkEnd.FAILED, "cut");
  }

  /** Lets a passive view have some peers that no directory knows. */
  private void tellOf(String prefix, int count) {
    membership.received(Records.id("n0"), new ShuffleReply(0, records(prefix, count)));
  }

  @Test
  void everyPeerOfASmallNetworkIsDialled() {
    membership.start();
    records("p", 15).forEach(directory::offer);
    time.run(SECOND);
    assertThat(connector.dials).hasSize(15).doesNotHaveDuplicates();
  }

  @Test
  void lonelyPeerOfALargeNetworkDialsFourAtATime() {
    startInALargeNetwork();
    records("p", 30).forEach(directory::offer);
    time.run(SECOND);
    assertThat(connector.dials).hasSize(4);
    membership.dialEnded(Records.id(connector.dials.getFirst()), LinkEnd.FAILED, "refused");
    time.run(TENTH);
    assertThat(connector.dials).as("the next one at once").hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void sixLinksAreEnoughInALargeNetwork() {
    startInALargeNetwork();
    records("p", 30).forEach(directory::offer);
    link(6, 6);
    time.run(SECOND.multipliedBy(5));
    assertThat(connector.dials).isEmpty();
    assertThat(connector.disconnects).isEmpty();
  }

  @Test
  void lostNeighbourIsReplacedFromThePassiveViewAtOnce() {
    startInALargeNetwork();
    link(6, 6);
    tellOf("passive", 5);
    time.run(SECOND);
    assertThat(connector.dials).isEmpty();
    lose("n5");
    time.run(TENTH);
    assertThat(connector.dials).hasSize(1).allMatch(name -> name.startsWith("passive"));
  }

  @Test
  void peerThatDoesNotAnswerLeavesThePassiveView() {
    startInALargeNetwork();
    link(5, 6);
    tellOf("passive", 1);
    time.run(TENTH);
    membership.dialEnded(Records.id("passive0"), LinkEnd.FAILED, "refused");
    time.run(SECOND.multipliedBy(20));
    assertThat(connector.dials).containsExactly("passive0");
  }

  @Test
  void fullPeerIsKeptButNotDialledAgainForFiveSeconds() {
    startInALargeNetwork();
    link(5, 6);
    tellOf("passive", 1);
    time.run(TENTH);
    membership.dialEnded(Records.id("passive0"), LinkEnd.FULL, "no room");
    time.run(Duration.ofMillis(4_900));
    assertThat(connector.dials).hasSize(1);
    time.run(SECOND.multipliedBy(2));
    assertThat(connector.dials).containsExactly("passive0", "passive0");
  }

  @Test
  void surplusNeighbourIsNotDialledForHalfAMinute() {
    startInALargeNetwork();
    link(6, 6);
    membership.ended(Records.id("n5"), LinkEnd.SURPLUS, "too many");
    time.run(SECOND.multipliedBy(29));
    assertThat(connector.dials).isEmpty();
    time.run(SECOND.multipliedBy(3));
    assertThat(connector.dials).containsExactly("n5");
  }

  @Test
  void lostNeighbourIsTriedLongAfterTheDirectoryForgotIt() {
    startInALargeNetwork();
    link(7, 6);
    lose("n6");
    time.run(TENTH);
    membership.dialEnded(Records.id("n6"), LinkEnd.FAILED, "cut");
    time.run(Duration.ofMinutes(10));
    assertThat(directory.get(Records.id("n6"))).isNull();
    assertThat(connector.dials).as("though there are six links").contains("n6");
  }

  @Test
  void peerThatOnlyOthersDialledDialsTwoItself() {
    startInALargeNetwork();
    records("p", 30).forEach(directory::offer);
    IntStream.range(0, 6).forEach(i -> link("n" + i, false, 6));
    time.run(SECOND);
    assertThat(connector.dials).hasSize(1);
    link(connector.dials.getFirst(), true, 6);
    time.run(SECOND);
    assertThat(connector.dials).hasSize(2);
  }

  @Test
  void oneOfTooManyLinksIsShedASecondIfTheOtherHasTooManyToo() {
    startInALargeNetwork();
    link(10, 7);
    time.run(SECOND.multipliedBy(9));
    assertThat(connector.disconnects).as("young links stay").isEmpty();
    time.run(SECOND.multipliedBy(2));
    assertThat(connector.disconnects).hasSizeBetween(1, 2);
  }

  @Test
  void twoLinksAboveTheTargetAreKept() {
    startInALargeNetwork();
    link(8, 12);
    time.run(SECOND.multipliedBy(20));
    assertThat(connector.disconnects).isEmpty();
  }

  @Test
  void linkIsKeptIfTheOtherNeedsIt() {
    startInALargeNetwork();
    link(10, 6);
    time.run(SECOND.multipliedBy(20));
    assertThat(connector.disconnects).isEmpty();
  }

  @Test
  void neighbourToldOfHasLinksNow() {
    startInALargeNetwork();
    link(10, 6);
    time.run(SECOND.multipliedBy(12));
    membership.hasLinks(Records.id("n7"), 9);
    time.run(SECOND.multipliedBy(2));
    assertThat(connector.disconnects).contains(Records.id("n7"));
  }

  @Test
  void fullPeerTakesInWhoHasNoLinksAndLetsAnotherGo() {
    startInALargeNetwork();
    link(12, 6);
    assertThat(membership.admits(2)).isFalse();
    assertThat(connector.disconnects).isEmpty();
    assertThat(membership.admits(0)).isTrue();
    assertThat(connector.disconnects).hasSize(1);
  }

  @Test
  void newcomersDoNotPushOutTheOldestLinksOfOwnChoice() {
    startInALargeNetwork();
    link("chosen0", true, 6);
    link("chosen1", true, 6);
    IntStream.range(0, 9).forEach(i -> link("n" + i, false, 4));
    link("chosen2", true, 4);
    assertThat(membership.admits(1)).as("nobody else can spare a link").isFalse();
    assertThat(connector.disconnects).isEmpty();
    membership.hasLinks(Records.id("chosen2"), 6);
    assertThat(membership.admits(1)).isTrue();
    assertThat(connector.disconnects).containsExactly(Records.id("chosen2"));
  }

  @Test
  void firstNeighbourIsAskedToIntroduceAndForItsDirectory() {
    membership.start();
    link("n0", true, 3);
    link("n1", true, 3);
    assertThat(connector.sent(Join.class)).hasSize(1);
    assertThat(connector.sent(DirectoryDigest.class)).hasSize(1);
  }

  @Test
  void newcomerIsToldOfOthersAndMadeKnown() {
    startInALargeNetwork();
    link(6, 6);
    connector.sent.clear();
    membership.received(Records.id("n0"), new Join());
    membership.received(Records.id("n0"), new Join());
    assertThat(connector.sent(ShuffleReply.class)).hasSize(1);
    assertThat(connector.sent(ShuffleReply.class).getFirst().records())
        .hasSize(5)
        .doesNotContain(Records.of("n0"));
    assertThat(connector.sent(JoinWalk.class))
        .hasSize(4)
        .allMatch(walk -> walk.hopsToLive() == 6 && walk.joiner().equals(Records.of("n0")));
  }

  @Test
  void walkGoesOnAndItsEndDialsTheNewcomer() {
    startInALargeNetwork();
    link(6, 6);
    connector.sent.clear();
    membership.received(Records.id("n0"), new JoinWalk(Records.of("new"), 99));
    assertThat(connector.sent).hasSize(1);
    assertThat(connector.sent.getFirst().to()).isNotEqualTo(Records.id("n0"));
    assertThat(connector.sent(JoinWalk.class).getFirst().hopsToLive()).isEqualTo(5);
    assertThat(connector.dials).isEmpty();
    membership.received(Records.id("n0"), new JoinWalk(Records.of("new"), 0));
    assertThat(connector.dials).containsExactly("new");
  }

  @Test
  void answerToAShuffleComesBackAlongItsWay() {
    startInALargeNetwork();
    link(6, 6);
    connector.sent.clear();
    Shuffle shuffle = new Shuffle(77, 6, records("s", 3));
    membership.received(Records.id("n1"), shuffle);
    assertThat(connector.sent(Shuffle.class))
        .containsExactly(new Shuffle(77, 5, shuffle.records()));
    ShuffleReply reply = new ShuffleReply(77, records("r", 3));
    membership.received(Records.id("n2"), reply);
    membership.received(Records.id("n2"), reply);
    assertThat(connector.sent.subList(1, connector.sent.size()))
        .containsExactly(new RecordingConnector.Sent(Records.id("n1"), reply));
  }

  @Test
  void endOfAShuffleAnswersAndRemembers() {
    startInALargeNetwork();
    link(6, 6);
    connector.sent.clear();
    membership.received(Records.id("n1"), new Shuffle(77, 1, records("s", 3)));
    assertThat(connector.sent(ShuffleReply.class)).hasSize(1);
    lose("n5");
    time.run(TENTH);
    assertThat(connector.dials).hasSize(1).allMatch(name -> name.startsWith("s"));
  }

  @Test
  void recordsOfOtherNetworksAndOfThisPeerAreNotRemembered() {
    startInALargeNetwork();
    link(5, 6);
    List<PeerRecord> bad =
        List.of(
            Records.of("x", "other", 1, 1, false), Records.of("y", 1, 1, true), Records.of("me"));
    membership.received(Records.id("n0"), new ShuffleReply(0, bad));
    time.run(SECOND);
    assertThat(connector.dials).isEmpty();
  }

  @Test
  void presenceIsSpreadSoonAfterTheFirstLinkAndEachMinute() {
    membership.start();
    time.run(Duration.ofMinutes(2));
    assertThat(spread).as("there is nobody to tell").isEmpty();
    link("n0", true, 1);
    time.run(SECOND);
    assertThat(spread).hasSize(1);
    time.run(Duration.ofMinutes(10));
    assertThat(spread).hasSizeBetween(9, 12);
    assertThat(spread.stream().map(PeerRecord::revision)).doesNotHaveDuplicates();
  }

  @Test
  void leavingIsSpreadOnce() {
    membership.start();
    link("n0", true, 1);
    membership.close();
    membership.close();
    assertThat(spread.stream().filter(PeerRecord::leaving)).hasSize(1);
  }

  @Test
  void whoIsAloneHasTriedAllWhenEachDialEnded() {
    membership.start();
    PeerId p0 = Records.id("p0");
    directory.offer(Records.of("p0"));
    assertThat(membership.untried()).isEqualTo(1);
    time.run(SECOND);
    membership.dialEnded(p0, LinkEnd.FAILED, "refused");
    assertThat(membership.untried()).isZero();
    assertThat(membership.lastClose(p0)).isEqualTo("refused");
  }
}
