package io.skein.peer.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableLongArray;
import io.skein.peer.membership.ViewMessage.KnownPeer;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.simulation.VirtualLoop;
import io.skein.peer.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Who is known, for how long, and what is passed on. */
final class DirectoryTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MOST = 5_000;

  private final VirtualTime time = new VirtualTime();
  private final VirtualLoop loop = time.loop();
  private final Directory directory = directory("me");

  private Directory directory(String name) {
    return directory(name, MOST);
  }

  private Directory directory(String name, int most) {
    Random random = new Random(name.hashCode());
    return new Directory(Records.id(name), 1, Records.NETWORK, most, loop, random);
  }

  @Test
  void recordIsPassedOnOnce() {
    assertThat(directory.offer(Records.of("a"))).isTrue();
    assertThat(directory.offer(Records.of("a"))).isFalse();
    assertThat(directory.offer(Records.of("a", 1, 2, false))).isTrue();
    assertThat(directory.offer(Records.of("a"))).as("older").isFalse();
    assertThat(directory.offer(Records.of("me"))).as("its own").isFalse();
    assertThat(directory.offer(Records.of("b", "other", 1, 1, false))).isFalse();
  }

  @Test
  void recordThatCameAnotherWayFirstIsPassedOnAllTheSame() {
    assertThat(directory.offer(Records.of("a"), 10)).isTrue();
    assertThat(directory.offer(Records.of("a"), 10)).isFalse();
    assertThat(directory.offer(Records.of("a"))).isTrue();
    assertThat(directory.offer(Records.of("a"))).isFalse();
  }

  @Test
  void peerThatLeftComesBackOnlyWithANewerRecord() {
    directory.offer(Records.of("a", 1, 1, false));
    assertThat(directory.offer(Records.of("a", 1, 2, true))).isTrue();
    assertThat(directory.get(Records.id("a"))).isNull();
    assertThat(directory.offer(Records.of("a", 1, 2, true))).isFalse();
    assertThat(directory.offer(Records.of("a", 1, 1, false))).isFalse();
    assertThat(directory.isNews(Records.of("a", 1, 1, false).number())).isFalse();
    assertThat(directory.offer(Records.of("a", 2, 1, false))).isTrue();
    assertThat(directory.size()).isEqualTo(1);
  }

  @Test
  void silentPeerIsForgottenAfterThreeRefreshesUnlessItIsLinked() {
    directory.start();
    directory.offer(Records.of("silent"));
    directory.offer(Records.of("old"), 120_000);
    directory.linked(Records.of("linked"));
    time.run(MINUTE.plusSeconds(15));
    assertThat(directory.get(Records.id("old"))).isNull();
    assertThat(directory.get(Records.id("silent"))).isNotNull();
    time.run(MINUTE.multipliedBy(2));
    assertThat(directory.get(Records.id("silent"))).isNull();
    time.run(MINUTE.multipliedBy(10));
    assertThat(directory.get(Records.id("linked"))).isNotNull();
    directory.unlinked(Records.id("linked"));
    time.run(MINUTE.multipliedBy(2));
    assertThat(directory.get(Records.id("linked"))).isNotNull();
    time.run(MINUTE.plusSeconds(15));
    assertThat(directory.get(Records.id("linked"))).isNull();
  }

  @Test
  void listenersHearWhoComesAndGoes() {
    List<String> heard = new ArrayList<>();
    directory.addListener(
        new Directory.Listener() {
          @Override
          public void joined(PeerRecord record) {
            heard.add("joined " + record.revision());
          }

          @Override
          public void changed(PeerRecord record) {
            heard.add("changed " + record.revision());
          }

          @Override
          public void left(PeerRecord record, String reason) {
            heard.add("left " + record.revision());
          }
        });
    directory.offer(Records.of("a", 1, 1, false));
    directory.offer(Records.of("a", 1, 2, false));
    directory.offer(Records.of("a", 1, 3, true));
    assertThat(heard).containsExactly("joined 1", "changed 2", "left 2");
  }

  @Test
  void sampleOfALargeNetworkIsBoundedAndTellsItsSize() {
    directory.linked(Records.of("linked"));
    for (int i = 0; i < 20_000; i++) {
      PeerRecord record = Records.of("p" + i);
      assertThat(directory.offer(record)).as("passed on").isTrue();
      assertThat(directory.offer(record)).as("and only once").isFalse();
      assertThat(directory.size()).isLessThanOrEqualTo(MOST);
    }
    assertThat(directory.size()).isGreaterThan(MOST * 8 / 10);
    assertThat(directory.networkSize()).isCloseTo(20_000, Percentage.withPercentage(5));
    assertThat(directory.get(Records.id("linked"))).isNotNull();
  }

  @Test
  void directoryThatIsFullIsNoSampleYet() {
    Directory small = directory("small", 100);
    for (int i = 0; i < 100; i++) {
      small.offer(Records.of("p" + i));
    }
    assertThat(small.size()).isEqualTo(100);
    assertThat(small.isSampled()).isFalse();

    small.offer(Records.of("p100"));

    assertThat(small.size()).isBetween(60, 100);
    assertThat(small.isSampled()).isTrue();
  }

  @Test
  void digestsOfTwoThatKnowTheSameAreTheSame() {
    Directory other = directory("other");
    directory.offer(Records.of("other"));
    other.offer(Records.of("me"));
    for (int i = 0; i < 100; i++) {
      directory.offer(Records.of("p" + i));
      other.offer(Records.of("p" + (99 - i)));
    }
    assertThat(directory.digest()).isEqualTo(other.digest());
    assertThat(directory.lacking(other.digest(), 512)).isEmpty();
    directory.offer(Records.of("p7", 2, 1, false));
    assertThat(directory.digest()).as("another epoch").isNotEqualTo(other.digest());
    directory.offer(Records.of("p7", 2, 2, true));
    other.offer(Records.of("p7", 1, 2, true));
    assertThat(directory.digest()).isEqualTo(other.digest());
  }

  @Test
  void whatIsLackingComesInPartsWithItsAge() {
    for (int i = 0; i < 1_000; i++) {
      directory.offer(Records.of("p" + i), 5_000);
    }
    Directory other = directory("other");
    int rounds = 0;
    while (other.size() < 1_000 && rounds < 10) {
      List<KnownPeer> part = directory.lacking(other.digest(), 512);
      assertThat(part).hasSizeLessThanOrEqualTo(512);
      assertThat(part).allMatch(known -> known.ageMillis() >= 5_000 && known.ageMillis() <= 6_000);
      part.forEach(known -> other.offer(known.record(), known.ageMillis()));
      rounds++;
    }
    assertThat(rounds).isLessThanOrEqualTo(4);
  }

  @Test
  void digestOfAnotherLengthIsNotAnswered() {
    directory.offer(Records.of("a"));
    assertThat(directory.lacking(ImmutableLongArray.of(1, 2), 512)).isEmpty();
  }
}
