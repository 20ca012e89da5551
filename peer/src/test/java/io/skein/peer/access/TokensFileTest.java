package io.skein.peer.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokensFileTest {
  private static final String SECRET = "secret-of-twenty-chars";

  @TempDir private Path folder;
  private final List<String> problems = new ArrayList<>();

  @Test
  void tokenIsKnownByItselfAndByItsHash() throws IOException {
    String fresh = Token.fresh(new SecureRandom());

    Tokens tokens =
        read("# apps\n\norders  " + SECRET + "\nbilling\t" + Token.of(fresh) + "\n", "rw-------");

    assertThat(problems).isEmpty();
    assertThat(tokens.appOf(Token.of(SECRET))).isEqualTo("orders");
    assertThat(tokens.appOf(Token.of(fresh))).isEqualTo("billing");
    assertThat(tokens.appOf(Token.of(SECRET + "x"))).isNull();
  }

  @Test
  void appMayHaveTwoTokensSoThatOneCanBeReplaced() throws IOException {
    Tokens tokens = read("a " + SECRET + "1\na " + SECRET + "2", "rw-------");

    assertThat(tokens.appOf(Token.of(SECRET + "1"))).isEqualTo("a");
    assertThat(tokens.appOf(Token.of(SECRET + "2"))).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a                               | :1: expected the name of an app and its token",
        "a b secret-of-twenty-chars      | :1: expected the name of an app and its token",
        "a,b secret-of-twenty-chars      | :1: the name of an app is 1 to 64 characters",
        "a secret                        | :1: a token has 20 to 512 characters, this one 6",
        "a secret-of-twenty-chars-ü      | :1: a token is printable ASCII",
        "a sha256:secret-of-twenty-chars | :1: expected 64 hexadecimal digits",
        "a sha256:abcd                   | :1: expected 64 hexadecimal digits",
      })
  void wrongLineIsNamedWithoutItsSecret(String line, String problem) throws IOException {
    read(line, "rw-------");

    assertThat(problems).singleElement().asString().contains("tokens" + problem);
    assertThat(problems.getFirst()).doesNotContain("secret-of");
  }

  @Test
  void allWrongLinesAreToldAtOnce() throws IOException {
    read("a\nb " + SECRET + "\nb " + SECRET + "\n\nc", "rw-------");

    assertThat(problems).hasSize(3);
    assertThat(problems.get(1)).contains(":3: the token of app 'b' stands in the file twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void fileThatOthersMayReadIsRefused(String permissions) throws IOException {
    read("a " + SECRET, permissions);

    assertThat(problems).singleElement().asString().contains("chmod 600", permissions);
  }

  @Test
  void missingAndEmptyFilesAreRefused() throws IOException {
    TokensFile.read(folder.resolve("nowhere"), problems);
    assertThat(problems.removeFirst()).contains("nowhere: cannot be read");

    read("# nobody yet\n", "rw-------");
    assertThat(problems.getFirst()).contains("holds no token", "skein token NAME");
  }

  @Test
  void freshTokensDifferAndAreTaken() throws IOException {
    String one = Token.fresh(new SecureRandom());
    String other = Token.fresh(new SecureRandom());

    assertThat(one).isNotEqualTo(other);
    assertThat(read("a " + one, "rw-------").appOf(Token.of(one))).isEqualTo("a");
  }

  private Tokens read(String content, String permissions) throws IOException {
    Path file = folder.resolve("tokens");
    Files.deleteIfExists(file);
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return TokensFile.read(file, problems);
  }
}
