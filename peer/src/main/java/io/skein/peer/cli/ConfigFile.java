package io.skein.peer.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads one flat YAML file; confined to the thread that reads. */
final class ConfigFile {
  private final YamlFile file;
  private final Set<String> known;
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<Setting> settings = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private ConfigFile(Path file, Set<String> known) {
    this.file = new YamlFile(file, "configuration file", "--config");
    this.known = known;
  }

  static Found read(Path file, Set<String> knownKeys) {
    var config = new ConfigFile(file, knownKeys);
    config.read();
    return new Found(config.settings, config.problems);
  }

  private void read() {
    file.compose(problems).ifPresent(this::takeRoot);
  }

  private void takeRoot(Node root) {
    if (root instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::take);
    } else {
      problems.add(file.at(root) + ": expected lines of the form 'key: value'");
    }
  }

  private void take(NodeTuple tuple) {
    String where = file.at(tuple.getKeyNode());
    if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
      problems.add(where + ": a key has to be the name of an option");
      return;
    }
    String key = scalar.getValue();
    Integer before = lines.putIfAbsent(key, line(scalar));
    if (before != null) {
      problems.add(where + ": duplicate key '" + key + "', it stands in line " + before + " too");
    } else if (!known.contains(key)) {
      problems.add(where + ": unknown key '" + key + "'" + NearestName.hint(key, known));
    } else {
      Optional<String> value = value(tuple.getValueNode());
      value.ifPresent(text -> settings.add(new Setting(key, text, where)));
      if (value.isEmpty()) {
        problems.add(where + ": key '" + key + "' needs a value, or a list of values");
      }
    }
  }

  private static Optional<String> value(Node node) {
    if (node instanceof SequenceNode sequence) {
      List<Optional<String>> values =
          sequence.getValue().stream().map(ConfigFile::scalarValue).toList();
      return values.stream().allMatch(Optional::isPresent)
          ? Optional.of(values.stream().flatMap(Optional::stream).collect(Collectors.joining(",")))
          : Optional.empty();
    }
    return scalarValue(node);
  }

  private static Optional<String> scalarValue(Node node) {
    return node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
