package io.skein.bootstrap.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class DescriptorsTest {
  private final AtomicLong open = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();

  private Descriptors of(long most) {
    return new Descriptors(most, open::get, nanos::get);
  }

  @Test
  void processWithFewerThan1024IsToldHowToGetMore() {
    assertThatIOException()
        .isThrownBy(() -> of(1023).checkEnough())
        .withMessageContaining("1023")
        .withMessageContaining("ulimit -n");
    assertThatCode(() -> of(1024).checkEnough()).doesNotThrowAnyException();
  }

  @Test
  void sixtyFourAreReserved() {
    open.set(1024 - 64 - 1);
    Descriptors descriptors = of(1024);

    assertThat(descriptors.areLeft()).isTrue();
    assertThat(descriptors.areLeft()).isFalse();
  }

  @Test
  void theyAreCountedAgainAfterAWhile() {
    open.set(1024);
    Descriptors descriptors = of(1024);
    assertThat(descriptors.areLeft()).isFalse();
    open.set(10);
    assertThat(descriptors.areLeft()).isFalse();

    nanos.addAndGet(100_000_000);

    assertThat(descriptors.areLeft()).isTrue();
  }
}
