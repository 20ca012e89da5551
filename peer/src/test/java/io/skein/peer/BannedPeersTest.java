package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.Ban;
import io.skein.peer.mesh.BanListener;
import io.skein.peer.mesh.DisconnectReason;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Offence;
import io.skein.peer.mesh.Offender;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a neighbour that misbehaves, between whole peers on a virtual clock. */
final class BannedPeersTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration BAN = Duration.ofMinutes(10);

  private final VirtualNetwork network = new VirtualNetwork(new Random(1));
  private final VirtualPeer good = new VirtualPeer(network, "good", 1, LogLimits.DEFAULT);
  private final VirtualPeer bad = new VirtualPeer(network, "bad", 1, LogLimits.DEFAULT);
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void link() {
    good.start();
    bad.start();
    good.knows(bad);
    bad.knows(good);
    network.time.run(SECOND);
    good.core.mesh.conduct().addListener(new Hearing());
  }

  private final class Hearing implements BanListener {
    @Override
    public void banned(Ban ban) {
      heard.add("banned");
    }

    @Override
    public void lifted(Ban ban, String why) {
      heard.add(why);
    }
  }

  private Link linkToBad() {
    Link link = good.core.mesh.linkTo(bad.id);
    assertThat(link).isNotNull();
    return link;
  }

  private void misbehave(int times) {
    for (int i = 0; i < times; i++) {
      linkToBad().committed(Offence.BAD_PROOF, "its proof does not fit");
    }
  }

  @Test
  void fifthOffenceBansAndTheFourthDoesNot() {
    misbehave(4);
    assertThat(good.core.mesh.linkTo(bad.id)).isNotNull();
    assertThat(good.core.mesh.conduct().penalty(bad.id)).isEqualTo(96);
    misbehave(1);
    assertThat(good.core.mesh.linkTo(bad.id)).isNull();
    assertThat(heard).containsExactly("banned");
  }

  @Test
  void bannedOneIsToldWhyAndUntilWhen() {
    misbehave(5);
    network.time.run(SECOND);
    assertThat(bad.core.mesh.lastClose(good.id))
        .startsWith("BANNED: banned until ")
        .endsWith("bad proof: its proof does not fit");
  }

  @Test
  void nobodyDialsBeforeTheBanIsOver() {
    misbehave(5);
    network.time.run(SECOND);
    network.time.run(BAN.minus(SECOND.multipliedBy(2)));
    assertThat(bad.isLinkedTo(good)).isFalse();
    assertThat(good.core.mesh.conduct().bans()).hasSize(1);
    good.knows(bad);
    bad.knows(good);
    assertThat(
            network.time.await(
                () -> good.isLinkedTo(bad) && bad.isLinkedTo(good), SECOND.multipliedBy(60)))
        .as("linked again after the ban")
        .isTrue();
    assertThat(heard).containsExactly("banned", "its time is over");
  }

  @Test
  void whoDialsAllTheSameIsRefusedAsBanned() {
    misbehave(5);
    network.time.run(SECOND);
    VirtualPeer again = new VirtualPeer(network, "bad", 2, LogLimits.DEFAULT);
    again.start();
    again.knows(good);
    network.time.run(SECOND);
    assertThat(again.isLinkedTo(good)).isFalse();
    assertThat(again.core.mesh.lastClose(good.id)).startsWith("BANNED: banned until ");
  }

  @Test
  void liftedOneMayComeBackAndIsNew() {
    misbehave(5);
    assertThat(good.core.mesh.conduct().lift(new Offender.OfPeer(bad.id))).isTrue();
    assertThat(good.core.mesh.conduct().lift(new Offender.OfPeer(bad.id))).isFalse();
    assertThat(
            network.time.await(
                () -> good.isLinkedTo(bad) && bad.isLinkedTo(good), SECOND.multipliedBy(60)))
        .isTrue();
    assertThat(good.core.mesh.conduct().penalty(bad.id)).isZero();
    assertThat(heard).containsExactly("banned", "lifted by hand");
  }

  @Test
  void operatorsBanEndsTheLinkAtOnce() {
    good.core.mesh.conduct().impose(new Offender.OfPeer(bad.id), BAN, "because");
    assertThat(good.core.mesh.linkTo(bad.id)).isNull();
    network.time.run(SECOND);
    assertThat(bad.core.mesh.lastClose(good.id)).endsWith("because");
  }

  @Test
  void bannedAddressIsRefusedBeforeItsHello() {
    good.core.mesh.conduct().impose(new Offender.OfAddress("203.0.113.7"), BAN, "knocks");
    VirtualPeer stranger = new VirtualPeer(network, "203.0.113.7", 1, LogLimits.DEFAULT);
    stranger.start();
    stranger.knows(good);
    network.time.run(SECOND);
    assertThat(stranger.isLinkedTo(good)).isFalse();
    assertThat(stranger.core.mesh.lastClose(good.id)).startsWith("BANNED").endsWith("knocks");
  }

  @Test
  void floodOfControlFramesIsBannedWithinSeconds() {
    Link flooding = bad.core.mesh.linkTo(good.id);
    assertThat(flooding).isNotNull();
    for (int i = 0; i < 6; i++) {
      // Fewer than would overflow the queue of the link.
      sendOver(flooding, 100_000);
      network.time.run(SECOND);
    }
    assertThat(good.core.mesh.conduct().bans()).hasSize(1);
    assertThat(good.core.mesh.conduct().bans().getFirst().reason()).startsWith("flood");
    assertThat(good.core.mesh.conduct().framesDropped()).isPositive();
  }

  private void sendOver(Link flooding, int frames) {
    bad.loop.execute(
        () -> Collections.nCopies(frames, new Frame.RecordPrune()).forEach(flooding::sendControl));
  }

  @Test
  void batchBeforeTheWatermarksCountsAndEndsTheLink() {
    linkToBad().committed(Offence.WRONG_ORDER, "a second Hello");
    assertThat(good.core.mesh.linkTo(bad.id)).isNull();
    assertThat(good.core.mesh.conduct().penalty(bad.id)).isEqualTo(24);
    network.time.run(SECOND);
    assertThat(bad.core.mesh.lastClose(good.id)).startsWith(DisconnectReason.PROTOCOL.name());
    assertThat(network.time.await(() -> good.isLinkedTo(bad), SECOND.multipliedBy(10))).isTrue();
  }

  @Test
  void goodbyeWithRetryAfterIsHonoured() {
    long before = linkToBad().generation();
    good.core.membership.retryAfter(bad.id, Duration.ofSeconds(90).toMillis());
    bad.core.membership.retryAfter(good.id, Duration.ofSeconds(90).toMillis());
    linkToBad().close(DisconnectReason.FULL, "no room");
    network.time.run(SECOND.multipliedBy(88));
    assertThat(good.core.mesh.linkTo(bad.id)).isNull();
    assertThat(network.time.await(() -> good.isLinkedTo(bad), SECOND.multipliedBy(10))).isTrue();
    assertThat(linkToBad().generation()).isGreaterThan(before);
  }
}
