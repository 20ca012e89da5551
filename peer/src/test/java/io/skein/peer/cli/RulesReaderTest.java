package io.skein.peer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.access.Rules;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RulesReaderTest {
  @TempDir private Path folder;
  private final List<String> problems = new ArrayList<>();

  @Test
  void rulesAreReadByApp() throws IOException {
    Rules rules =
        read(
            """
            orders:
              publish: [orders.>, audit.orders]
              subscribe: prices.*
              admin: true
            '*':
              subscribe: ["public.>"]
            nobody:
            """);

    assertThat(problems).isEmpty();
    assertThat(rules.of("orders").mayPublish(new MessageType("audit.orders"))).isTrue();
    assertThat(rules.of("orders").firstForbidden(List.of(Pattern.parse("prices.eu")))).isEmpty();
    assertThat(rules.of("orders").admin()).isTrue();
    assertThat(rules.of("other").firstForbidden(List.of(Pattern.parse("public.>")))).isEmpty();
    assertThat(rules.of("other").admin()).isFalse();
    assertThat(rules.of("nobody").firstForbidden(List.of(Pattern.parse("public.>")))).isPresent();
  }

  @Test
  void emptyFileAllowsNothing() throws IOException {
    assertThat(read("# later\n").of("a").mayPublish(new MessageType("a"))).isFalse();
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "- a                            | :1: expected the name of an app, then its rule",
        "a b: {}                        | :1: expected the name of an app, 1 to 64",
        "a: {}\\na: {}                  | :2: app 'a' stands in the file twice",
        "a: [x]                         | :1: the rule of app 'a' has the keys",
        "a:\\n  publsh: [x]             | :2: unknown key 'publsh', did you mean 'publish'?",
        "a:\\n  admin: true\\n  admin: false | :3: duplicate key 'admin'",
        "a:\\n  publish:\\n  - a..b     | :3: pattern 'a..b' is wrong at position 2",
        "a:\\n  publish: [{a: b}]       | :2: publish is a list of patterns",
        "a:\\n  admin: maybe            | :2: admin is true or false",
        "\"'*': {admin: true}\"         | :1: '*' cannot be an admin",
        "a: {                           | no valid YAML",
      })
  void wrongRuleIsNamedWithItsLine(String content, String problem) throws IOException {
    read(content.replace("\\n", "\n"));

    assertThat(problems).anySatisfy(told -> assertThat(told).contains("rules.yaml", problem));
  }

  @Test
  void allProblemsAreToldAtOnce() throws IOException {
    read("a b: {}\nc:\n  publish: [x y, '>.a']\n  more: 1\n");

    assertThat(problems).hasSize(4);
  }

  private Rules read(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("rules.yaml"), content);
    return new RulesFile(file).read(problems);
  }
}
