package io.skein.peer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Immutable. A YAML file that people write. It is composed, not loaded: nodes know their line, and
 * values stay the text that was written.
 *
 * @param path of the file
 * @param what it is, for people
 * @param option that names it
 */
record YamlFile(Path path, String what, String option) {
  private static final long MAX_BYTES = 1024 * 1024;

  /** More than people write; each level costs stack. */
  private static final int MAX_DEPTH = 16;

  /**
   * The root of its content.
   *
   * @return empty if the file is, or if it cannot be read, of which {@code problems} tells
   */
  Optional<Node> compose(List<String> problems) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        problems.add(path + ": more than 1 MiB, this is no " + what);
        return Optional.empty();
      }
      var settings = LoadSettings.builder().setLabel(path.toString()).build();
      String text = Files.readString(path);
      checkDepth(text, settings);
      return new Compose(settings).composeString(text);
    } catch (IOException unreadable) {
      problems.add(
          path
              + ": cannot be read ("
              + unreadable.getClass().getSimpleName().replace("Exception", "")
              + "); name a readable file with "
              + option);
    } catch (MarkedYamlEngineException wrong) {
      problems.add(at(wrong.getProblemMark()) + ": no valid YAML, " + wrong.getProblem());
    } catch (YamlEngineException wrong) {
      problems.add(path + ": no valid YAML, " + wrong.getMessage());
    }
    return Optional.empty();
  }

  private static void checkDepth(String text, LoadSettings loadSettings) {
    int depth = 0;
    for (Event event : new Parse(loadSettings).parseString(text)) {
      switch (event.getEventId()) {
        case SequenceStart, MappingStart -> depth++;
        case SequenceEnd, MappingEnd -> depth--;
        case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
      }
      if (depth > MAX_DEPTH) {
        throw new ParserException(
            "", Optional.empty(), "it is nested deeper than " + MAX_DEPTH, event.getStartMark());
      }
    }
  }

  /** Where a node begins. */
  String at(Node node) {
    return at(node.getStartMark());
  }

  private String at(Optional<Mark> mark) {
    return path + mark.map(m -> ":" + (m.getLine() + 1)).orElse("");
  }
}
