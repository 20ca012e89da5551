package io.skein.peer.bench;

import io.skein.peer.compression.CompressionConfig;
import io.skein.peer.compression.Compressor;
import io.skein.peer.model.Pattern;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what compression saves and costs; confined to the thread that runs it. */
@Command(
    name = "compression",
    sortOptions = false,
    description = {
      "Compress and expand batches of a text and of random bytes, as peers do, and show the bytes"
          + " saved and the CPU time for a million messages. Uses no network."
    },
    footer = {"", "Example: skein bench compression docs/*.md"})
final class CompressionCommand implements Callable<Integer> {
  private static final int[] BATCH_BYTES = {1 << 10, 4 << 10, 16 << 10};
  private static final int LEAST_MESSAGE_BYTES = 16;
  private static final int MOST_TEXT_BYTES = 8 << 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The text; 8 MiB are read.")
  private List<Path> files = List.of();

  @Option(
      names = "--messages",
      paramLabel = "COUNT",
      converter = Quantity.Count.class,
      description = "Messages of each kind (default: 1M).")
  private long messages = 1_000_000;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = Quantity.Size.class,
      description = "Bytes of each message, 16 to 1024 (default: ${DEFAULT-VALUE}).")
  private long size = 128;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  @Override
  public Integer call() throws IOException {
    if (size < LEAST_MESSAGE_BYTES || size > BATCH_BYTES[0]) {
      throw new ParameterException(spec.commandLine(), "--size: expected 16 to 1024");
    }
    Compressor zstd =
        Compressor.zstd()
            .orElseThrow(
                () -> new IOException("zstd-jni is not on the class path, or does not load here"));
    CompressionConfig config = new CompressionConfig(zstd, List.of(Pattern.parse(">")), 1);
    byte[] text = text();
    byte[] random = new byte[text.length];
    new Random(1).nextBytes(random);
    List<CompressionResult> results = new ArrayList<>();
    for (int batchBytes : BATCH_BYTES) {
      CompressionRun run = new CompressionRun(config, (int) size, batchBytes, messages);
      results.add(run.measure("text", text));
      results.add(run.measure("random", random));
    }
    print(results);
    return 0;
  }

  private byte[] text() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (Path file : files) {
      if (text.size() < MOST_TEXT_BYTES) {
        text.write(Files.readAllBytes(file));
      }
    }
    if (text.size() < BATCH_BYTES[BATCH_BYTES.length - 1]) {
      throw new ParameterException(spec.commandLine(), "the text is too short: give 16KiB or more");
    }
    return text.toByteArray();
  }

  private void print(List<CompressionResult> results) {
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TABLE -> out.print(CompressionResult.table(results));
      case JSON -> results.forEach(result -> out.println(result.json()));
    }
    out.flush();
  }
}
