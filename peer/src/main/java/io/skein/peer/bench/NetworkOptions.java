package io.skein.peer.bench;

import io.skein.peer.model.Trust;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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

  @Option(
      names = "--trust",
      paramLabel = "links|origins",
      converter = TrustConverter.class,
      description = "--trust of the started peers (default: links).")
  private Trust trust = Trust.LINKS;

  /** Stateless. Reads the value as people write it. */
  static final class TrustConverter implements ITypeConverter<Trust> {
    @Override
    public Trust convert(String value) {
      try {
        return Trust.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  BenchNetwork open() throws IOException, InterruptedException {
    return peers.isEmpty() ? BenchNetwork.start(insecure, trust) : BenchNetwork.running(peers);
  }
}
