package io.skein.peer.runtime;

import java.time.Duration;

/**
 * Confined to one thread. Says how much of something may happen: so much a second, and so much at
 * once after a rest.
 */
public final class TokenBucket {
  private static final double SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final double aSecond;
  private final double most;
  private double tokens;
  private long filledAtNanos;

  /**
   * A full one.
   *
   * @param aSecond tokens that come back in a second, above 0
   * @param most tokens that it holds, at least 1
   */
  public TokenBucket(double aSecond, double most, long nowNanos) {
    if (!(aSecond > 0) || !(most >= 1)) {
      throw new IllegalArgumentException(
          "bucket of %s with %s a second, expected at least 1 and more than 0"
              .formatted(most, aSecond));
    }
    this.aSecond = aSecond;
    this.most = most;
    tokens = most;
    filledAtNanos = nowNanos;
  }

  /** Takes so many; takes none and says false if there are not enough. */
  public boolean take(double count, long nowNanos) {
    fill(nowNanos);
    if (tokens < count) {
      return false;
    }
    tokens -= count;
    return true;
  }

  /**
   * Takes so many if there is any at all, on credit if need be: something larger than the bucket is
   * not stuck for ever, and what follows waits for it.
   */
  public boolean takeOnCredit(double count, long nowNanos) {
    fill(nowNanos);
    if (tokens <= 0) {
      return false;
    }
    tokens -= count;
    return true;
  }

  /** Whether there is nothing to take. */
  public boolean isSpent(long nowNanos) {
    fill(nowNanos);
    return tokens <= 0;
  }

  /** Takes so many, on credit if need be. */
  public void spend(double count, long nowNanos) {
    fill(nowNanos);
    tokens -= count;
  }

  private void fill(long nowNanos) {
    double elapsed = Math.max(0, nowNanos - filledAtNanos);
    tokens = Math.min(most, tokens + elapsed * aSecond / SECOND_NANOS);
    filledAtNanos = nowNanos;
  }
}
