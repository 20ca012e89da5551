package io.skein.peer.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Stateless. What the command line makes of arguments that fit, for tests of what takes it. */
public final class ParsedOptions {
  private ParsedOptions() {}

  /** Those of {@code skein peer}. */
  public static PeerOptions peer(String... arguments) {
    List<PeerOptions> parsed = new ArrayList<>();
    RecordingTerminal terminal = new RecordingTerminal();
    terminal.starters =
        new Starters(
            options -> {
              parsed.add(options);
              throw onlyParsed();
            },
            terminal.starters.bootstrap(),
            terminal.starters.identity());
    return run(terminal, "peer", arguments, parsed);
  }

  /** Those of {@code skein bootstrap}. */
  public static BootstrapOptions bootstrap(String... arguments) {
    List<BootstrapOptions> parsed = new ArrayList<>();
    RecordingTerminal terminal = new RecordingTerminal();
    terminal.starters =
        new Starters(
            terminal.starters.peer(),
            options -> {
              parsed.add(options);
              throw onlyParsed();
            },
            terminal.starters.identity());
    return run(terminal, "bootstrap", arguments, parsed);
  }

  private static <T> T run(
      RecordingTerminal terminal, String command, String[] arguments, List<T> parsed) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(Arrays.asList(arguments));
    terminal.run(all.toArray(String[]::new));
    if (parsed.isEmpty()) {
      throw new AssertionError(terminal.err());
    }
    return parsed.getFirst();
  }

  private static IOException onlyParsed() {
    return new IOException("it was only to be parsed");
  }
}
