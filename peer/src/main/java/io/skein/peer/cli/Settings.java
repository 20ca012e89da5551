package io.skein.peer.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Answers for what the command line leaves open; confined to the thread that parses. */
final class Settings implements IDefaultValueProvider {
  private final Map<String, Setting> byKey = new HashMap<>();
  private final ParseResult commandLine;

  /** Later settings win over earlier ones, the command line over all. */
  Settings(List<Setting> settings, ParseResult commandLine) {
    settings.forEach(setting -> byKey.put(setting.key(), setting));
    this.commandLine = commandLine;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return find(argument).map(Setting::value).orElse(null);
  }

  /** The error, if it is about a value from here. */
  Optional<ParameterException> complaint(Exception error) {
    return error instanceof ParameterException wrong
            && wrong.getArgSpec() != null
            && find(wrong.getArgSpec()).isPresent()
        ? Optional.of(wrong)
        : Optional.empty();
  }

  /** Where the value of an option stands. */
  String origin(ArgSpec argument) {
    return find(argument).map(Setting::origin).orElse("command line");
  }

  /** Leaves an option to its default. */
  void remove(ArgSpec argument) {
    OptionNames.key(argument).ifPresent(byKey::remove);
  }

  private Optional<Setting> find(ArgSpec argument) {
    return OptionNames.key(argument)
        .map(byKey::get)
        .filter(setting -> !isOnCommandLine((OptionSpec) argument));
  }

  private boolean isOnCommandLine(OptionSpec option) {
    return commandLine.hasMatchedOption(option.longestName());
  }
}
