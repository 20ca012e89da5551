package io.skein.peer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skein.peer.model.PeerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
  private static final long WALL_MILLIS = 1_800_000_000_000L;

  @TempDir private Path parent;
  private Path folder;
  private Path keyFile;

  @BeforeEach
  void chooseFolder() {
    folder = parent.resolve("peer");
    keyFile = folder.resolve("identity.key");
  }

  @Test
  void hundredRestartsKeepTheIdAndGrowTheEpochWhereverTheClockGoes() throws IOException {
    Identity first = boot(WALL_MILLIS);
    long epoch = first.epoch();
    var random = new Random(17);
    for (int i = 0; i < 100; i++) {
      Identity again = boot(WALL_MILLIS + random.nextLong(-1_000_000_000, 1_000_000_000));
      assertThat(again.id()).isEqualTo(first.id());
      assertThat(again.epoch()).isGreaterThan(epoch);
      epoch = again.epoch();
    }
  }

  @Test
  void folderFromABackupReusesNoEpoch() throws IOException {
    boot(WALL_MILLIS);
    byte[] backup = Files.readAllBytes(folder.resolve("epoch"));
    long lost = boot(WALL_MILLIS + 5_000).epoch();
    Files.write(folder.resolve("epoch"), backup);

    assertThat(boot(WALL_MILLIS + 6_000).epoch()).isGreaterThan(lost);
  }

  @Test
  void crashWhileWritingHarmsNothing() throws IOException {
    PeerId id = boot(WALL_MILLIS).id();
    Files.writeString(folder.resolve("identity.key.new"), "half");
    Files.writeString(folder.resolve("epoch.new"), "1");

    assertThat(boot(WALL_MILLIS).id()).isEqualTo(id);
  }

  @Test
  void folderAndKeyAreForTheOwnerOnly() throws IOException {
    boot(WALL_MILLIS);

    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(keyFile)).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-"})
  void keyThatOthersCanReadIsRefused(String mode) throws IOException {
    boot(WALL_MILLIS);
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString(mode));

    assertThatThrownBy(() -> boot(WALL_MILLIS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600 " + keyFile);
  }

  @Test
  void everyDamageOfTheKeyIsRefusedAndNothingIsReplaced() throws IOException {
    boot(WALL_MILLIS);
    byte[] good = Files.readAllBytes(keyFile);
    var random = new Random(23);
    for (int i = 0; i < 100; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length - 1)] ^= (byte) (1 << random.nextInt(7));
      Files.write(keyFile, bad);

      assertThatThrownBy(() -> boot(WALL_MILLIS))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(keyFile.toString())
          .hasMessageContaining("backup");
      assertThat(Files.readAllBytes(keyFile)).isEqualTo(bad);
    }
  }

  @Test
  void emptyKeyFileIsRefused() throws IOException {
    boot(WALL_MILLIS);
    Files.write(keyFile, new byte[0]);

    assertThatThrownBy(() -> boot(WALL_MILLIS)).hasMessageContaining("corrupt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-5", "999999999999", "99999999999999999999"})
  void damagedEpochIsRefused(String text) throws IOException {
    boot(WALL_MILLIS);
    Files.writeString(folder.resolve("epoch"), text);

    assertThatThrownBy(() -> boot(WALL_MILLIS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("epoch").toString());
  }

  @Test
  void secretIsNotPrinted() throws IOException {
    Identity identity = boot(WALL_MILLIS);

    assertThat(identity)
        .hasToString("Identity[%s, epoch 1800000000]".formatted(identity.id().name()));
  }

  private Identity boot(long wallMillis) throws IOException {
    try (var directory = DataDirectory.open(folder)) {
      return Identity.loadOrCreate(directory, wallMillis);
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
