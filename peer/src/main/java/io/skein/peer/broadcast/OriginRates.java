package io.skein.peer.broadcast;

import io.skein.peer.model.PeerId;
import io.skein.peer.runtime.TokenBucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Confined to the owner thread. How fast each origin may publish: what is beyond is neither kept
 * nor passed on, so that nobody fills the logs and links of others. Of 10,000 origins, the last
 * ones.
 */
final class OriginRates {
  static final int MAX = 10_000;
  private static final long NOTICE_NANOS = Duration.ofSeconds(1).toNanos();

  private final long bytesPerSecond;

  /** The one heard of last at the end. */
  private final Map<PeerId, Origin> origins =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, Origin> eldest) {
          return size() > MAX;
        }
      };

  private static final class Origin {
    private final TokenBucket bytes;
    private boolean told;
    private long toldNanos;
    private long refused;

    Origin(TokenBucket bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * Rates.
   *
   * @param bytesPerSecond of one origin, as many at once; {@link Long#MAX_VALUE}: no limit
   */
  OriginRates(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  long bytesPerSecond() {
    return bytesPerSecond;
  }

  /** Whether so much more of an origin is taken; if not, it counts as refused. */
  boolean admits(PeerId id, int bytes, int messages, long nowNanos) {
    if (bytesPerSecond == Long.MAX_VALUE) {
      return true;
    }
    Origin origin =
        origins.computeIfAbsent(
            id, i -> new Origin(new TokenBucket(bytesPerSecond, bytesPerSecond, nowNanos)));
    boolean admitted = origin.bytes.takeOnCredit(bytes, nowNanos);
    origin.refused += admitted ? 0 : messages;
    return admitted;
  }

  /**
   * Messages of an origin that were refused since it was told so last; 0 if none were, or less than
   * a second ago.
   */
  long toTell(PeerId id, long nowNanos) {
    Origin origin = origins.get(id);
    boolean isDue = origin != null && (!origin.told || nowNanos - origin.toldNanos >= NOTICE_NANOS);
    if (origin == null || !isDue || origin.refused == 0) {
      return 0;
    }
    long refused = origin.refused;
    origin.told = true;
    origin.toldNanos = nowNanos;
    origin.refused = 0;
    return refused;
  }

  int size() {
    return origins.size();
  }
}
