package io.skein.peer.cli;

import io.skein.peer.access.Rules;
import io.skein.peer.access.RulesSource;
import java.nio.file.Path;
import java.util.List;

/** Immutable. The YAML file with the rules of apps, read anew each time. */
record RulesFile(Path path) implements RulesSource {
  @Override
  public Rules read(List<String> problems) {
    return new RulesReader(new YamlFile(path, "rules file", "--app-rules"), problems).read();
  }
}
