package io.skein.peer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CompressionCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(int textBytes, String... options) throws IOException {
    Path text = folder.resolve("text");
    Files.writeString(text, "one line says little. ".repeat(textBytes / 22 + 1));
    CommandLine command =
        new CommandLine(new CompressionCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setCaseInsensitiveEnumValuesAllowed(true);
    String[] arguments = new String[options.length + 1];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = text.toString();
    return command.execute(arguments);
  }

  @Test
  void textShrinksAndRandomBytesDoNot() throws IOException {
    assertThat(run(100_000, "--messages", "2k", "-o", "json")).isZero();
    List<JsonObject> results =
        out.toString().lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    assertThat(results).hasSize(6);
    for (JsonObject result : results) {
      long before = result.get("bytes_before").getAsLong();
      long after = result.get("bytes_after").getAsLong();
      assertThat(result.get("messages").getAsLong()).isGreaterThanOrEqualTo(2_000);
      if (result.get("payload").getAsString().equals("text")) {
        assertThat(after).isLessThan(before / 2);
      } else {
        assertThat(after).isEqualTo(before);
      }
    }
  }

  @Test
  void tooShortATextIsRefused() throws IOException {
    assertThat(run(1_000)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("16KiB");
  }
}
