package io.skein.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BootstrapDefaultsTest {
  @Test
  void portIsTheDocumentedOne() {
    assertThat(BootstrapDefaults.PORT).isEqualTo(7400);
  }
}
