package io.skein.peer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PatternCoverTest {
  private static final int LONGEST_PATTERN = 3;
  private static final int LONGEST_TYPE = LONGEST_PATTERN + 2;
  private static final int ROUNDS = 20_000;

  // Patterns name three of the tokens; the last one is named by none.
  private static final List<String> TOKENS = List.of("a", "b", "_skein", "other");
  private static final List<MessageType> TYPES = types();

  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, b, false",
    "a, *, true",
    "a.b, *, false",
    "*, a, false",
    "*, >, true",
    ">, *, false",
    "a.>, >, true",
    ">, a.>, false",
    "a.*, a.>, true",
    "a.>, a.*, false",
    "a.>, a.*|a.*.>, true",
    "a.>, a.*|a.*.*.>, false",
    ">, *|*.>, true",
    "*.b, a.b|*.*, true",
    "*.b, a.b|b.b, false",
    "_skein.>, >, false",
    "_skein.>, _skein.>, true",
    ">, _skein.>, false",
    "_skein.x, *.x, false",
    "_skein, *, true",
  })
  void whatIsAllowedCoversWhatIsWanted(String wanted, String allowed, boolean covered) {
    List<Pattern> others = Arrays.stream(allowed.split("\\|")).map(Pattern::parse).toList();

    assertThat(Pattern.parse(wanted).isCoveredBy(others)).isEqualTo(covered);
  }

  @Test
  void nothingIsCoveredByNothing() {
    assertThat(Pattern.parse("a").isCoveredBy(List.of())).isFalse();
    assertThat(Pattern.parse(">").isCoveredBy(List.of())).isFalse();
  }

  @Test
  void coveringIsWhatLookingAtEachTypeFinds() {
    long seed = 7402;
    Random random = new Random(seed);
    int covered = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Pattern wanted = pattern(random);
      List<Pattern> allowed =
          Stream.generate(() -> pattern(random)).limit(1 + random.nextInt(5)).toList();

      boolean found = wanted.isCoveredBy(allowed);

      assertThat(found)
          .as("seed %d: %s within %s", seed, wanted, allowed)
          .isEqualTo(isCoveredTypeByType(wanted, allowed));
      covered += found ? 1 : 0;
    }
    assertThat(covered).as("both answers are tried").isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
  }

  private static boolean isCoveredTypeByType(Pattern wanted, List<Pattern> allowed) {
    return TYPES.stream()
        .filter(wanted::matches)
        .allMatch(type -> allowed.stream().anyMatch(pattern -> pattern.matches(type)));
  }

  private static Pattern pattern(Random random) {
    List<String> tokens = new ArrayList<>();
    int length = 1 + random.nextInt(LONGEST_PATTERN);
    for (int i = 0; i < length; i++) {
      int choice = random.nextInt(7);
      tokens.add(choice < 3 ? TOKENS.get(choice) : "*");
    }
    if (random.nextInt(3) == 0) {
      tokens.set(length - 1, ">");
    }
    return Pattern.parse(String.join(".", tokens));
  }

  private static List<MessageType> types() {
    List<MessageType> all = new ArrayList<>();
    List<String> longest = List.of("");
    for (int length = 1; length <= LONGEST_TYPE; length++) {
      longest =
          longest.stream()
              .flatMap(head -> TOKENS.stream().map(t -> head.isEmpty() ? t : head + "." + t))
              .toList();
      longest.forEach(name -> all.add(new MessageType(name)));
    }
    return all;
  }
}
