package io.skein.peer.bench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class WindowTest {
  @Test
  void fullWindowOpensWithProgress() {
    Window window = new Window(100, 1);
    window.sent(10, 60);
    assertThat(window.hasRoom()).isTrue();
    window.sent(20, 60);
    assertThat(window.hasRoom()).isFalse();

    assertThat(window.received(0, 10)).isEqualTo(10);

    assertThat(window.hasRoom()).isTrue();
  }

  @Test
  void slowestReceiverHoldsIt() {
    Window window = new Window(100, 2);
    window.sent(10, 100);

    assertThat(window.received(0, 10)).isZero();
    assertThat(window.hasRoom()).isFalse();
    assertThat(window.received(1, 10)).isEqualTo(10);
    assertThat(window.hasRoom()).isTrue();
  }

  @Test
  void partOfARequestOpensNothing() {
    Window window = new Window(100, 1);
    window.sent(10, 100);

    assertThat(window.received(0, 9)).isEqualTo(9);
    assertThat(window.hasRoom()).isFalse();
  }

  @Test
  void oldProgressChangesNothing() {
    Window window = new Window(100, 1);

    assertThat(window.received(0, 10)).isEqualTo(10);
    assertThat(window.received(0, 5)).isEqualTo(10);
  }

  @Test
  void windowOfNothingIsRefused() {
    assertThatThrownBy(() -> new Window(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxBytes is 0, receivers 1, expected at least 1");
  }
}
