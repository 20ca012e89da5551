package io.skein.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JoinTokenTest {
  private static final String FIRST = "0123456789abcdef";
  private static final String SECOND = "fedcba9876543210";

  @TempDir Path folder;

  @Test
  void firstTokenIsSaidAndAllAreAccepted() throws IOException {
    JoinToken token = JoinToken.load(file("# new\n" + FIRST + "\n\n# old\n" + SECOND + "\n"));

    assertThat(token.said()).isEqualTo(FIRST);
    assertThat(token.accepts(FIRST)).isTrue();
    assertThat(token.accepts(SECOND)).isTrue();
    assertThat(token.accepts(FIRST + "x")).isFalse();
    assertThat(token.accepts("")).isFalse();
    assertThat(token.toString()).doesNotContain(FIRST);
  }

  @Test
  void lineThatIsTooShortIsNamedButNotShown() throws IOException {
    Path file = file(FIRST + "\nshort-secret\n");

    assertThatThrownBy(() -> JoinToken.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + ":2: expected a token of 16 to 256")
        .hasMessageNotContaining("short-secret");
  }

  @Test
  void fileThatOthersCanReadIsRefused() throws IOException {
    Path file = file(FIRST);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> JoinToken.load(file)).hasMessageContaining("can be read by others");
  }

  @Test
  void fileWithoutATokenIsRefused() throws IOException {
    Path file = file("# none\n");

    assertThatThrownBy(() -> JoinToken.load(file)).hasMessageContaining("holds no token");
  }

  private Path file(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
