package io.skein.peer.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * One name per option, spelled for the file ({@code data-dir}) and the environment ({@code
 * SKEIN_DATA_DIR}).
 */
final class OptionNames {
  private OptionNames() {}

  /** The key of an option; empty for what cannot be configured. */
  static Optional<String> key(ArgSpec argument) {
    return argument instanceof OptionSpec option
            && !option.usageHelp()
            && !option.versionHelp()
            && option.longestName().startsWith("--")
        ? Optional.of(option.longestName().substring(2))
        : Optional.empty();
  }

  static Set<String> fileKeys(CommandSpec command) {
    return keys(command)
        .filter(key -> !key.equals("config"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<String> variables(CommandSpec command) {
    return keys(command).map(OptionNames::variable).collect(Collectors.toCollection(TreeSet::new));
  }

  static String variable(String key) {
    return "SKEIN_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  static String key(String variable) {
    return variable.substring("SKEIN_".length()).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Stream<String> keys(CommandSpec command) {
    return command.options().stream().flatMap(option -> key(option).stream());
  }
}
