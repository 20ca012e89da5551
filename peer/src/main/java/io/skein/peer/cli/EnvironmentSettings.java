package io.skein.peer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;

/** Reads the {@code SKEIN_…} variables of the environment. */
final class EnvironmentSettings {
  /** For the launcher, and never ours to check. */
  private static final String JAVA_OPTIONS = "SKEIN_JAVA_OPTS";

  private EnvironmentSettings() {}

  /**
   * The variables of a command.
   *
   * @param known the commands whose variables may be there too; none: nothing is unknown
   */
  static Found read(Map<String, String> environment, CommandSpec command, List<CommandSpec> known) {
    Set<String> own = OptionNames.variables(command);
    Set<String> allowed = new TreeSet<>(own);
    known.forEach(other -> allowed.addAll(OptionNames.variables(other)));
    allowed.add(JAVA_OPTIONS);
    var settings = new ArrayList<Setting>();
    var problems = new ArrayList<String>();
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (own.contains(name)) {
                settings.add(new Setting(OptionNames.key(name), value, "variable " + name));
              } else if (name.startsWith("SKEIN_") && !known.isEmpty() && !allowed.contains(name)) {
                problems.add("unknown variable " + name + NearestName.hint(name, allowed));
              }
            });
    return new Found(settings, problems);
  }
}
