package io.skein.peer.cli;

import io.skein.bootstrap.registry.AddressBlock;
import io.skein.peer.model.Pattern;
import io.skein.wire.HostPort;
import io.skein.wire.tls.SeedAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How texts of the command line, the configuration file and the environment become values. */
final class Converters {
  private Converters() {}

  /** Makes a command line and all its present subcommands read our types. */
  static void register(CommandLine commandLine) {
    commandLine
        .registerConverter(Duration.class, new Durations())
        .registerConverter(ByteSize.class, new ByteSize.Converter())
        .registerConverter(HostPort.class, checked(HostPort::parse))
        .registerConverter(SeedAddress.class, checked(SeedAddress::parse))
        .registerConverter(AddressBlock.class, checked(AddressBlock::parse))
        .registerConverter(ListenAddress.class, checked(ListenAddress::parse))
        .registerConverter(OptionalListenAddress.class, checked(OptionalListenAddress::parse))
        .registerConverter(AppAddress.class, checked(AppAddress::parse))
        .registerConverter(AddressBlock.class, checked(AddressBlock::parse))
        .registerConverter(Pattern.class, checked(Pattern::parse))
        .registerConverter(StartTime.class, checked(StartTime::parse))
        .registerConverter(Path.class, checked(HomePaths::expand));
  }

  private static <T> ITypeConverter<T> checked(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    };
  }
}
