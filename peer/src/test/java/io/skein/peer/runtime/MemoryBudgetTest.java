package io.skein.peer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.skein.peer.runtime.MemoryBudget.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MemoryBudgetTest {
  @ParameterizedTest
  @CsvSource({"0, FINE", "24, FINE", "25, SOFT", "39, SOFT", "40, HARD", "1000, HARD"})
  void levelIsThatOfAllKindsTogether(long bytes, Level level) {
    MemoryBudget budget = new MemoryBudget(25, 40);
    budget.add("links", () -> bytes / 2);
    budget.add("early", () -> bytes - bytes / 2);

    assertThat(budget.level()).isEqualTo(level);
    assertThat(budget.bytes()).isEqualTo(bytes);
  }

  @Test
  void hardMarkBelowTheSoftOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MemoryBudget(40, 39))
        .withMessageContaining("40 and 39");
  }
}
