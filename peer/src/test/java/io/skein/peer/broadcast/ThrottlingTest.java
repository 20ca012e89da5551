package io.skein.peer.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.simulation.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ThrottlingTest {
  private final VirtualTime time = new VirtualTime();

  @Test
  void publishersWaitBelowWhatOthersTake() {
    Throttling throttling = new Throttling(1_600, time.loop(Duration.ZERO));
    throttling.published(1_499);
    assertThat(throttling.holdsBack()).isFalse();
    throttling.published(1);
    assertThat(throttling.holdsBack()).isTrue();
    time.run(Duration.ofMillis(1));
    assertThat(throttling.holdsBack()).isFalse();
  }

  @Test
  void withoutALimitNobodyWaits() {
    Throttling throttling = new Throttling(Long.MAX_VALUE, time.loop(Duration.ZERO));
    for (int i = 0; i < 1_000; i++) {
      throttling.published(Integer.MAX_VALUE);
    }
    assertThat(throttling.holdsBack()).isFalse();
    assertThat(throttling.complaint()).isEmpty();
  }
}
