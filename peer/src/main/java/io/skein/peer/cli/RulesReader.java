package io.skein.peer.cli;

import io.skein.peer.access.AppName;
import io.skein.peer.access.Permissions;
import io.skein.peer.access.Rules;
import io.skein.peer.model.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads rules: for each app what it may publish and subscribe to, and whether it is an admin.
 * Confined to the thread that reads.
 */
final class RulesReader {
  private static final String PUBLISH = "publish";
  private static final String SUBSCRIBE = "subscribe";
  private static final String ADMIN = "admin";
  private static final Set<String> KEYS = Set.of(PUBLISH, SUBSCRIBE, ADMIN);

  private final YamlFile file;
  private final List<String> problems;
  private final Map<String, Permissions> byApp = new HashMap<>();

  RulesReader(YamlFile file, List<String> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** What stands in the file; not to be used if there are problems. */
  Rules read() {
    file.compose(problems).ifPresent(this::takeRoot);
    return new Rules(byApp);
  }

  private void takeRoot(Node root) {
    if (root instanceof MappingNode apps) {
      apps.getValue().forEach(this::takeApp);
    } else if (!isNothing(root)) {
      wrong(root, "expected the name of an app, then its rule: 'orders: {publish: [orders.>]}'");
    }
  }

  private void takeApp(NodeTuple tuple) {
    Node key = tuple.getKeyNode();
    String app = key instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (!app.equals(Rules.OTHERS) && !AppName.isOne(app)) {
      wrong(key, "expected the name of an app, " + AppName.EXPECTED + ", or '*' for all others");
    } else if (byApp.containsKey(app)) {
      wrong(key, "app '" + app + "' stands in the file twice");
    } else {
      byApp.put(app, permissions(app, tuple.getValueNode()));
    }
  }

  private Permissions permissions(String app, Node rule) {
    Map<String, Node> values = new HashMap<>();
    if (rule instanceof MappingNode mapping) {
      mapping.getValue().forEach(tuple -> takeKey(tuple, values));
    } else if (!isNothing(rule)) {
      wrong(rule, "the rule of app '" + app + "' has the keys publish, subscribe and admin");
    }
    return new Permissions(
        patterns(PUBLISH, values), patterns(SUBSCRIBE, values), admin(app, values));
  }

  private void takeKey(NodeTuple tuple, Map<String, Node> values) {
    Node key = tuple.getKeyNode();
    String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (!KEYS.contains(name)) {
      wrong(key, "unknown key '" + name + "'" + NearestName.hint(name, KEYS));
    } else if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
      wrong(key, "duplicate key '" + name + "'");
    }
  }

  private List<Pattern> patterns(String key, Map<String, Node> values) {
    Node node = values.get(key);
    if (node == null || isNothing(node)) {
      return List.of();
    }
    List<Pattern> patterns = new ArrayList<>();
    List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    nodes.forEach(each -> addPattern(key, each, patterns));
    return patterns;
  }

  private void addPattern(String key, Node node, List<Pattern> patterns) {
    if (!(node instanceof ScalarNode scalar)) {
      wrong(node, key + " is a list of patterns, as in [orders.>, prices.*]");
      return;
    }
    try {
      patterns.add(Pattern.parse(scalar.getValue()));
    } catch (IllegalArgumentException e) {
      wrong(node, String.valueOf(e.getMessage()));
    }
  }

  private boolean admin(String app, Map<String, Node> values) {
    Node node = values.get(ADMIN);
    if (node == null) {
      return false;
    }
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    boolean admin = text.equals("true");
    if (!admin && !text.equals("false")) {
      wrong(node, "admin is true or false");
    } else if (admin && app.equals(Rules.OTHERS)) {
      wrong(node, "'*' cannot be an admin: name the app");
    }
    return admin;
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  private void wrong(Node node, String what) {
    problems.add(file.at(node) + ": " + what);
  }
}
