package io.skein.peer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PatternTest {
  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, ab, false",
    "a.b, a.b, true",
    "a.b, a, false",
    "a, a.b, false",
    "*, a, true",
    "*, a.b, false",
    "*.b, a.b, true",
    "*.b, b, false",
    "a.*, a.b, true",
    "a.*, a.b.c, false",
    "a.*, a, false",
    "a.*.c, a.x.c, true",
    "a.*.c, a.c, false",
    ">, a, true",
    ">, a.b.c, true",
    "a.>, a.b, true",
    "a.>, a.b.c, true",
    "a.>, a, false",
    "a.>, ab.c, false",
    "*.>, a.b, true",
    "*.>, a, false",
    "*.*, a.b, true",
    "*.*, a.b.c, false",
    "a.*, ab.c, false",
    "*.bc, a.b, false",
    "a.*, b.a, false",
    ">, _skein.trace, false",
    "*.trace, _skein.trace, false",
    "_skein.>, _skein.trace, true",
    "_skein.trace, _skein.trace, true",
  })
  void patternMatchesAsInNats(String pattern, String type, boolean matches) {
    assertThat(Pattern.parse(pattern).matches(new MessageType(type))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "a..b, 2",
    ".a, 0",
    "a., 2",
    "a.>.b, 2",
    "a*, 1",
    "a.b>, 3",
    "a b, 1",
    "a.ü, 2",
    "**, 0",
  })
  void badPatternNamesThePosition(String pattern, int position) {
    assertThatThrownBy(() -> Pattern.parse(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at position " + position + ":");
  }

  @ParameterizedTest
  @CsvSource({"a..b, 2", ".a, 0", "a., 2", "*, 0", "a.>, 2", "a/b, 1", "ä, 0"})
  void badTypeNamesThePosition(String type, int position) {
    assertThatThrownBy(() -> new MessageType(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at position " + position + ":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A-z_0.9", "_skein", "_skeinx.a"})
  void ordinaryTypesAreNotReserved(String type) {
    assertThat(new MessageType(type).isReserved()).isFalse();
  }

  @Test
  void typesOfSkeinItselfAreReserved() {
    assertThat(new MessageType("_skein.presence").isReserved()).isTrue();
  }

  @Test
  void lengthIsBounded() {
    assertThat(new MessageType("a".repeat(255)).name()).hasSize(255);
    assertThatThrownBy(() -> new MessageType("a".repeat(256)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MessageType("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pattern.parse("a".repeat(256)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
