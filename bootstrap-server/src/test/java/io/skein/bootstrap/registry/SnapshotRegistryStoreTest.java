package io.skein.bootstrap.registry;

import static io.skein.bootstrap.registry.Registrations.START;
import static io.skein.bootstrap.registry.Registrations.after;
import static io.skein.bootstrap.registry.Registrations.id;
import static io.skein.bootstrap.registry.Registrations.peer;
import static io.skein.bootstrap.registry.Registrations.registerReachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotRegistryStoreTest {
  // Another process, another monotonic clock.
  private static final long OTHER_ORIGIN = 77;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("registry.snapshot");
  }

  @Test
  void leasesSurviveARestart() throws IOException {
    Registry before = open(START);
    LeaseId id = registerReachable(before, peer(1));
    before.save(START);

    Moment restart = restartAfter(Duration.ofSeconds(50));
    Registry registry = open(restart);

    assertThat(registry.lookup(new PeerKey("net", id(1)), restart.nanos()))
        .hasValueSatisfying(
            lease -> {
              assertThat(lease.registration()).isEqualTo(peer(1));
              assertThat(lease.reachable()).isTrue();
            });
    assertThat(registry.renew(id, 1, restart.nanos()))
        .isEqualTo(new RenewResult.Renewed(Duration.ofMinutes(1)));
  }

  @Test
  void leasesThatEndedMeanwhileStayAway() throws IOException {
    Registry before = open(START);
    registerReachable(before, peer(1));
    before.save(START);

    assertThat(open(restartAfter(Duration.ofMinutes(1))).size()).isZero();
  }

  @Test
  void wallClockThatWentBackProlongsNoLease() throws IOException {
    Registry before = open(START);
    registerReachable(before, peer(1));
    before.save(START);
    Moment restart = restartAfter(Duration.ofHours(-1));
    Registry registry = open(restart);

    long later = restart.nanos() + Duration.ofMinutes(1).toNanos();
    assertThat(registry.lookup(new PeerKey("net", id(1)), later)).isEmpty();
  }

  @Test
  void unchangedRegistryIsNotWrittenAgain() throws IOException {
    Registry registry = open(START);
    registerReachable(registry, peer(1));
    registry.save(START);
    Files.delete(file);

    registry.save(after(Duration.ofSeconds(5)));

    assertThat(file).doesNotExist();
  }

  @Test
  void renewalsAloneAreWrittenEvery20Seconds() throws IOException {
    Registry registry = open(START);
    LeaseId id = registerReachable(registry, peer(1));
    registry.save(START);
    Files.delete(file);

    registry.renew(id, 1, after(Duration.ofSeconds(5)).nanos());
    registry.save(after(Duration.ofSeconds(19)));
    assertThat(file).doesNotExist();

    registry.save(after(Duration.ofSeconds(20)));
    assertThat(file).exists();
  }

  @Test
  void failedWriteIsRepeated() throws IOException {
    Registry registry = open(START);
    registerReachable(registry, peer(1));
    Path blocker = folder.resolve("registry.snapshot.new");
    Files.createDirectory(blocker);
    assertThatThrownBy(() -> registry.save(START)).isInstanceOf(IOException.class);
    Files.delete(blocker);

    registry.save(START);

    assertThat(open(START).size()).isEqualTo(1);
  }

  @Test
  void crashWhileWritingLeavesTheOldSnapshot() throws IOException {
    Registry registry = open(START);
    registerReachable(registry, peer(1));
    registry.save(START);
    Files.write(folder.resolve("registry.snapshot.new"), new byte[] {1, 2, 3});

    assertThat(open(START).size()).isEqualTo(1);
  }

  @Test
  void everyDamageIsRefusedWithTheNameOfTheFile() throws IOException {
    Registry registry = open(START);
    registerReachable(registry, peer(1));
    registry.save(START);
    byte[] good = Files.readAllBytes(file);
    var random = new Random(11);
    for (int i = 0; i < 200; i++) {
      Files.write(file, damaged(good, random));
      assertThatThrownBy(() -> open(START))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("corrupt");
    }
  }

  private static byte[] damaged(byte[] good, Random random) {
    if (random.nextBoolean()) {
      return Arrays.copyOf(good, random.nextInt(good.length));
    }
    byte[] bytes = good.clone();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return bytes;
  }

  private Registry open(Moment now) throws IOException {
    Registry registry =
        Registrations.registry(
            RegistryLimits.DEFAULTS, new SnapshotRegistryStore(file, new Random(8)));
    registry.load(now);
    return registry;
  }

  private static Moment restartAfter(Duration wall) {
    return new Moment(OTHER_ORIGIN, START.wallMillis() + wall.toMillis());
  }
}
