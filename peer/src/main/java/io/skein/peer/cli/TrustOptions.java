package io.skein.peer.cli;

import io.skein.peer.model.Trust;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whose word counts in a network; set by picocli once, then only read. */
public final class TrustOptions {
  @Option(
      names = "--trust",
      paramLabel = "links|origins",
      converter = Converter.class,
      description =
          "Whose word counts for what a message says: links believes every neighbour; origins wants"
              + " each batch signed by the peer that published it, for networks that anybody may"
              + " join. All peers of a network need the same (default: links).")
  private Trust trust = Trust.LINKS;

  /** Whose word counts. */
  public Trust trust() {
    return trust;
  }

  /** Stateless. Reads the value as people write it. */
  static final class Converter implements ITypeConverter<Trust> {
    @Override
    public Trust convert(String value) {
      try {
        return Trust.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
