package io.skein.peer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void holdsNoMoreThanItsMostAfterALongRest() {
    TokenBucket bucket = new TokenBucket(2, 3, 0);
    assertThat(bucket.take(3, 100 * SECOND)).isTrue();
    assertThat(bucket.take(1, 100 * SECOND)).isFalse();
  }

  @Test
  void fillsByTheNanosecond() {
    TokenBucket bucket = new TokenBucket(2, 2, 0);
    assertThat(bucket.take(2, 0)).isTrue();
    assertThat(bucket.take(1, SECOND / 2 - 1)).isFalse();
    assertThat(bucket.take(1, SECOND / 2)).isTrue();
  }

  @Test
  void whatIsLargerThanAllTokensGoesOnCreditAndTheNextOneWaits() {
    TokenBucket bucket = new TokenBucket(1, 1, 0);
    assertThat(bucket.takeOnCredit(3, 0)).isTrue();
    assertThat(bucket.takeOnCredit(1, 2 * SECOND)).isFalse();
    assertThat(bucket.takeOnCredit(1, 2 * SECOND + 1)).isTrue();
  }

  @Test
  void clockThatGoesBackGivesNothing() {
    TokenBucket bucket = new TokenBucket(1, 1, SECOND);
    assertThat(bucket.take(1, 0)).isTrue();
    assertThat(bucket.take(1, 0)).isFalse();
  }

  @Test
  void emptyOneIsRefused() {
    assertThatThrownBy(() -> new TokenBucket(0, 1, 0)).hasMessageContaining("more than 0");
    assertThatThrownBy(() -> new TokenBucket(1, 0.5, 0)).hasMessageContaining("at least 1");
  }
}
