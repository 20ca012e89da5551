package io.skein.peer.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Answers for what the command line leaves open; immutable. */
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

  /** Where the value of an option stands, if outside of the command line. */
  Optional<String> origin(ArgSpec argument) {
    return find(argument).map(Setting::origin);
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
