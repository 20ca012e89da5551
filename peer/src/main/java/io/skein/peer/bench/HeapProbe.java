package io.skein.peer.bench;

import io.skein.peer.bench.network.LocalPeer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Reads how much heap a peer really uses; blocks for some seconds. */
public final class HeapProbe {
  private static final String METRIC = "jvm_memory_used_bytes{area=\"heap\"}";
  private static final int SAMPLES = 5;
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final long COLLECT_SECONDS = 30;

  private HeapProbe() {}

  /**
   * Bytes of live objects: right after a full collection if this JDK has jcmd, else the least of
   * some samples, which is too high by what was allocated since the last collection.
   *
   * @throws IOException if the peer does not tell
   */
  public static long liveBytes(LocalPeer peer) throws IOException, InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < SAMPLES; i++) {
      collect(peer.child().pid());
      least = Math.min(least, usedBytes(peer.http()));
      peer.child().awaitEnd(PAUSE);
    }
    return least;
  }

  /** Reads the metric out of the text that Prometheus would get. */
  static long parse(String metrics) throws IOException {
    return metrics
        .lines()
        .filter(line -> line.startsWith(METRIC))
        .map(line -> (long) Double.parseDouble(line.substring(METRIC.length()).strip()))
        .findFirst()
        .orElseThrow(() -> new IOException("/metrics of the peer has no " + METRIC));
  }

  private static long usedBytes(String http) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + http + "/metrics"))
              .timeout(Duration.ofSeconds(COLLECT_SECONDS))
              .build();
      return parse(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }

  private static void collect(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return;
    }
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(COLLECT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
