package io.skein.peer.bench;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** Which peers a benchmark uses; set by picocli once, then only read. */
final class NetworkOptions {
  @Option(
      names = "--peers",
      paramLabel = "A,B",
      split = ",",
      description = {
        "App addresses of two running peers, HOST:PORT or unix:PATH: the publisher's and the"
            + " subscriber's (default: start two)."
      })
  private List<String> peers = List.of();

  @Option(
      names = "--insecure",
      description = "Links between the started peers are plaintext, and ids claimed.")
  private boolean insecure;

  BenchNetwork open() throws IOException, InterruptedException {
    return peers.isEmpty() ? BenchNetwork.start(insecure) : BenchNetwork.running(peers);
  }
}
