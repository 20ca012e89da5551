package io.skein.peer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.Frame.Announce;
import io.skein.peer.mesh.Frame.Announced;
import io.skein.peer.mesh.Frame.Pull;
import io.skein.peer.mesh.Frame.Watermark;
import io.skein.peer.mesh.Frame.Watermarks;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.model.Trust;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A neighbour that invents what exists, where origins are trusted. */
final class RumourTest extends ForgeryNetwork {
  /** Says in every way that there are messages of a which there are not. */
  private void invent(long first) {
    SequenceRange far = new SequenceRange(laneOfA(), first, Long.MAX_VALUE / 2 + first);
    toB().sendControl(new Announce(List.of(new Announced(far, 0, first)), List.of()));
    toB().sendControl(new Watermarks(List.of(new Watermark(laneOfA(), 60, 60, 1L << 50)), false));
    toB().sendControl(new Pull(far));
  }

  @Test
  void neighbourThatInventsWhatExistsHidesNothingOfWhatDoes() {
    for (int i = 0; i < 50; i++) {
      invent(53 + i);
      publish(2);
      network.time.run(Duration.ofMillis(400));
    }
    run(90);
    publish(10);
    run(20);
    subscriber.check(history);
    assertThat(b.core.broadcast.counters().givenUp()).isZero();
    assertThat(b.core.broadcast.counters().late()).isZero();
    assertThat(requireNonNull(b.core.log.lane(laneOfA())).window().end()).isEqualTo(161);
    assertThat(c.core.dispatcher.counters().delivered()).isEqualTo(160);
  }

  @Test
  void whatIsOnlySaidToExistIsNeitherMissedNorPassedOn() {
    invent(60);
    OriginLane silent = new OriginLane(c.id, 7, Lane.BULK);
    toB().sendControl(new Watermarks(List.of(new Watermark(silent, 5, 1, 9)), false));
    run(120);
    assertThat(requireNonNull(b.core.log.lane(laneOfA())).window().hasMissing()).isFalse();
    assertThat(b.core.log.lane(silent)).isNull();
    assertThat(b.core.broadcast.counters().givenUp()).isZero();
    assertThat(c.core.dispatcher.counters().reportedLost()).isZero();
  }

  @Test
  void neighbourOfWhoseWordNothingComesIsBannedAndNoOther() {
    for (int second = 0; second < 1500 && fromB() != null; second++) {
      invent(1000 + second);
      run(1);
    }
    assertThat(b.core.mesh.conduct().bans()).hasSize(1);
    assertThat(b.core.mesh.conduct().bans().getFirst().reason()).startsWith("unfounded");
    assertThat(b.isLinkedTo(mallory)).isFalse();
    assertThat(b.core.mesh.conduct().penalty(a.id)).isZero();
    assertThat(b.core.mesh.conduct().penalty(c.id)).isZero();
  }

  private @Nullable Link fromB() {
    return mallory.core.mesh.linkTo(b.id);
  }

  @Test
  void liarDoesNotKeepAnotherFromBeingAsked() {
    VirtualPeer late = peer("late", Trust.ORIGINS);
    network.down(VirtualNetwork.Line.of("a", "late"));
    network.down(VirtualNetwork.Line.of("b", "late"));
    network.down(VirtualNetwork.Line.of("c", "late"));
    link(late, mallory);
    assertThat(network.time.await(() -> late.isLinkedTo(mallory), Duration.ofSeconds(5))).isTrue();
    publish(20);
    network.down(VirtualNetwork.Line.of("b", "mallory"));
    Link toLate = requireNonNull(mallory.core.mesh.linkTo(late.id));
    Watermark lie = new Watermark(laneOfA(), 1L << 40, 1, 1L << 40);
    publish(20);
    for (int i = 0; i < 100; i++) {
      toLate.sendControl(new Watermarks(List.of(lie), false));
    }
    run(1);
    network.up(VirtualNetwork.Line.of("c", "late"));
    link(late, c);
    run(10);
    assertThat(requireNonNull(late.core.log.lane(laneOfA())).window().end()).isEqualTo(91);
    assertThat(late.core.broadcast.counters().givenUp()).isZero();
  }

  @Test
  void whoHasJustComeBelievesNoBeginning() {
    VirtualPeer late = peer("late", Trust.ORIGINS);
    VirtualPeer liar = peer("liar", Trust.ORIGINS);
    for (String other : List.of("a", "b", "c", "mallory")) {
      network.down(VirtualNetwork.Line.of(other, "liar"));
      network.down(VirtualNetwork.Line.of(other, "late"));
    }
    link(late, liar);
    assertThat(network.time.await(() -> late.isLinkedTo(liar), Duration.ofSeconds(5))).isTrue();
    Watermark lie = new Watermark(laneOfA(), 1L << 40, 1L << 40, 1L << 41);
    requireNonNull(liar.core.mesh.linkTo(late.id)).sendControl(new Watermarks(List.of(lie), false));
    network.time.run(Duration.ofMillis(100));
    assertThat(late.core.log.lane(laneOfA())).isNull();
    network.up(VirtualNetwork.Line.of("a", "late"));
    link(late, a);
    run(5);
    publish(10);
    run(5);
    assertThat(requireNonNull(late.core.log.lane(laneOfA())).window().end()).isEqualTo(61);
    assertThat(late.core.broadcast.counters().received()).isEqualTo(60);
  }

  @Test
  void quietOriginsPastIsNotMissedByWhoHasJustCome() {
    network.time.run(LogLimits.DEFAULT.maxAge().plusSeconds(10));
    a.core.log.evict();
    VirtualPeer late = peer("late", Trust.ORIGINS);
    link(late, a);
    run(60);
    publish(1);
    run(5);
    assertThat(requireNonNull(late.core.log.lane(laneOfA())).window().end()).isEqualTo(52);
    assertThat(late.core.broadcast.counters().givenUp()).isZero();
    assertThat(late.core.broadcast.counters().received()).isEqualTo(1);
  }
}
