package io.skein.peer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class SkeinCommandTest {
  @Test
  void missingCommandIsWrongUsage() {
    StringWriter errors = new StringWriter();
    CommandLine commandLine =
        new CommandLine(new SkeinCommand()).setErr(new PrintWriter(errors, true));

    assertThat(commandLine.execute()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString()).contains("Missing command");
  }
}
