package io.skein.peer.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A terminal whose input is given and whose output is kept. */
final class RecordingTerminal {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final StringWriter err = new StringWriter();
  final Map<String, String> environment = new HashMap<>();

  /** No signal comes, unless a test says so. */
  Signals signals = end -> {};

  Starters starters =
      new Starters(
          options -> {
            throw new IOException("no peer here");
          },
          options -> {
            throw new IOException("no bootstrap server here");
          },
          dataDir -> "id-of-" + dataDir.getFileName());

  private byte[] input = new byte[0];

  RecordingTerminal withInput(byte[] bytes) {
    input = bytes.clone();
    return this;
  }

  int run(String... arguments) {
    var terminal =
        new Terminal(
            new ByteArrayInputStream(input),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintWriter(err, true),
            environment,
            () -> NOW,
            signals);
    return SkeinCommandLine.create(starters, terminal).run(arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString();
  }
}
