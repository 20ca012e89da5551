package io.skein.peer.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.mesh.Frame.Ping;
import org.junit.jupiter.api.Test;

final class ControlQueueTest {
  private static final int FRAMES = (int) (ControlQueue.MAX_BYTES / 64);

  private final ControlQueue queue = new ControlQueue();

  @Test
  void takesEightMebibytesAndNotOneFrameMore() {
    for (int i = 0; i < FRAMES; i++) {
      assertThat(queue.offer(new Ping(i, 0))).isTrue();
    }
    assertThat(queue.bytes()).isEqualTo(ControlQueue.MAX_BYTES);
    assertThat(queue.hasOverflowed()).isFalse();

    assertThat(queue.offer(new Ping(0, 0))).isFalse();
    assertThat(queue.hasOverflowed()).isTrue();
  }

  @Test
  void whatWasTakenOutMakesRoom() {
    queue.offer(new Ping(1, 0));
    assertThat(queue.poll()).isEqualTo(new Ping(1, 0));

    assertThat(queue.bytes()).isZero();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.poll()).isNull();
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void afterALossNothingFollows() {
    for (int i = 0; i <= FRAMES; i++) {
      queue.offer(new Ping(i, 0));
    }
    queue.poll();

    assertThat(queue.offer(new Ping(0, 0))).as("its place in the order is gone").isFalse();
  }
}
