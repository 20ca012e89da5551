package io.skein.peer.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Parses a second time with the configuration file and the environment behind the command line, and
 * runs the command only if there is no problem at all. Immutable.
 */
final class ConfiguredExecution implements IExecutionStrategy {
  private final Map<String, String> environment;

  ConfiguredExecution(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public int execute(ParseResult first) {
    Integer help = CommandLine.executeHelpRequest(first);
    if (help != null) {
      return help;
    }
    CommandSpec command = last(first).commandSpec();
    var problems = new ArrayList<String>();
    ParseResult second = parseWith(settings(last(first), problems), first, problems);
    for (ParseResult each : chain(second)) {
      each.errors().stream().map(error -> sentence(error, each)).forEach(problems::add);
    }
    if (command.userObject() instanceof SelfChecking checking) {
      problems.addAll(checking.problems());
    }
    if (!problems.isEmpty()) {
      throw new WrongUsage(command.commandLine(), problems);
    }
    return new RunLast().execute(second);
  }

  /** Picocli stops at the first default that it cannot read: take it out, and look for the next. */
  private static ParseResult parseWith(
      Settings settings, ParseResult first, List<String> problems) {
    CommandLine root = first.commandSpec().commandLine();
    String[] arguments = first.originalArgs().toArray(String[]::new);
    while (true) {
      last(first).commandSpec().commandLine().setDefaultValueProvider(settings);
      ParseResult parsed = root.parseArgs(arguments);
      Optional<ParameterException> unreadable =
          last(parsed).errors().stream()
              .flatMap(error -> settings.complaint(error).stream())
              .findFirst();
      if (unreadable.isEmpty()) {
        return parsed;
      }
      ArgSpec option = unreadable.get().getArgSpec();
      problems.add(settings.origin(option) + ": " + unreadable.get().getMessage());
      settings.remove(option);
    }
  }

  private Settings settings(ParseResult parsed, List<String> problems) {
    CommandSpec command = parsed.commandSpec();
    var settings = new ArrayList<Setting>();
    boolean startsServer = command.findOption("--config") != null;
    if (startsServer) {
      configFile(parsed)
          .map(file -> ConfigFile.read(file, OptionNames.fileKeys(command)))
          .ifPresent(found -> found.moveTo(settings, problems));
    }
    Found found =
        EnvironmentSettings.read(
            environment, command, startsServer ? commands(command) : List.of());
    found.moveTo(settings, problems);
    return new Settings(settings, parsed);
  }

  private Optional<Path> configFile(ParseResult parsed) {
    Path named = parsed.matchedOptionValue("--config", (Path) null);
    return Optional.ofNullable(named)
        .or(() -> Optional.ofNullable(environment.get("SKEIN_CONFIG")).map(HomePaths::expand));
  }

  /** All commands: one shell may hold variables for several of them. */
  private static List<CommandSpec> commands(CommandSpec command) {
    CommandSpec root = command.root();
    return Stream.concat(
            Stream.of(root), root.subcommands().values().stream().map(CommandLine::getCommandSpec))
        .toList();
  }

  private static String sentence(Exception error, ParseResult parsed) {
    return error instanceof UnmatchedArgumentException unmatched
        ? unknown(unmatched.getUnmatched().getFirst(), parsed.commandSpec())
        : String.valueOf(error.getMessage());
  }

  private static String unknown(String argument, CommandSpec command) {
    var known = new TreeSet<>(command.optionsMap().keySet());
    if (!argument.startsWith("-")) {
      if (command.subcommands().isEmpty()) {
        return "unexpected argument '" + argument + "'";
      }
      known = new TreeSet<>(command.subcommands().keySet());
    }
    String kind = argument.startsWith("-") ? "option" : "command";
    String name = argument.startsWith("--") ? argument.replaceFirst("=.*", "") : argument;
    return "unknown " + kind + " '" + name + "'" + NearestName.hint(name, known);
  }

  private static ParseResult last(ParseResult parsed) {
    return chain(parsed).getLast();
  }

  private static List<ParseResult> chain(ParseResult parsed) {
    var chain = new ArrayList<ParseResult>();
    for (@Nullable ParseResult each = parsed; each != null; each = each.subcommand()) {
      chain.add(each);
    }
    return chain;
  }
}
