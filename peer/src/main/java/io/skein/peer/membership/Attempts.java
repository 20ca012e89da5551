package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.Backoff;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. What came of linking each peer, and when it may be dialled again:
 * growing jittered delays, another address each time. Of 1,024 peers, the last ones.
 */
final class Attempts {
  static final int MAX = 1_024;
  private static final Duration FIRST = Duration.ofMillis(250);

  /** What a partition of half a minute tore apart is to be together again 15 s after it. */
  private static final Duration MOST = Duration.ofSeconds(5);

  /** A link that ended sooner was no success: the delays go on growing. */
  private static final long STABLE_NANOS = Duration.ofSeconds(10).toNanos();

  private final EventLoop loop;
  private final RandomGenerator random;

  /** The one used last at the end. */
  private final Map<PeerId, Attempt> attempts = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Attempt {
    private final Backoff backoff;
    private long notBeforeNanos;
    private long linkedAtNanos;
    private long triedAtNanos;
    private boolean tried;
    private int addresses;
    private String lastClose = "";

    Attempt(Backoff backoff, long nowNanos) {
      this.backoff = backoff;
      notBeforeNanos = nowNanos;
    }
  }

  Attempts(EventLoop loop, RandomGenerator random) {
    this.loop = loop;
    this.random = random;
  }

  private Attempt of(PeerId id) {
    Attempt attempt =
        attempts.computeIfAbsent(
            id, i -> new Attempt(new Backoff(FIRST, MOST, random), loop.nanoTime()));
    if (attempts.size() > MAX) {
      Iterator<Attempt> oldest = attempts.values().iterator();
      oldest.next();
      oldest.remove();
    }
    return attempt;
  }

  /** Lets a peer wait before its first attempt. */
  void introduce(PeerId id, Duration delay) {
    if (!attempts.containsKey(id)) {
      delay(id, delay);
    }
  }

  /** Lets a peer wait for so long at least. */
  void delay(PeerId id, Duration delay) {
    Attempt attempt = of(id);
    long until = loop.nanoTime() + delay.toNanos();
    if (until - attempt.notBeforeNanos > 0) {
      attempt.notBeforeNanos = until;
    }
  }

  /** Whether a peer may be dialled now. */
  boolean isDue(PeerId id) {
    Attempt attempt = attempts.get(id);
    return attempt == null || loop.nanoTime() - attempt.notBeforeNanos >= 0;
  }

  /** How long until the next peer that waits may be dialled; null if none waits. */
  @Nullable Duration untilNext() {
    long now = loop.nanoTime();
    long soonest = Long.MAX_VALUE;
    for (Attempt attempt : attempts.values()) {
      long wait = attempt.notBeforeNanos - now;
      soonest = wait > 0 ? Math.min(soonest, wait) : soonest;
    }
    return soonest == Long.MAX_VALUE ? null : Duration.ofNanos(soonest);
  }

  /**
   * The address to dial now; they take turns.
   *
   * @param dialable which of its addresses may be dialled, one at least
   */
  String address(PeerRecord record, Predicate<String> dialable) {
    List<String> addresses = record.addresses().stream().filter(dialable).toList();
    return addresses.get(of(record.id()).addresses++ % addresses.size());
  }

  void linked(PeerId id) {
    Attempt attempt = of(id);
    attempt.linkedAtNanos = loop.nanoTime();
    tried(attempt);
  }

  /** A link ended. */
  void lost(PeerId id, String why) {
    Attempt attempt = of(id);
    if (loop.nanoTime() - attempt.linkedAtNanos > STABLE_NANOS) {
      attempt.backoff.reset();
    }
    attempt.lastClose = why;
    delay(id, attempt.backoff.next());
  }

  /** A dial ended without a link. */
  void failed(PeerId id, String why) {
    Attempt attempt = of(id);
    tried(attempt);
    attempt.lastClose = why;
    delay(id, attempt.backoff.next());
  }

  private void tried(Attempt attempt) {
    attempt.tried = true;
    attempt.triedAtNanos = loop.nanoTime();
  }

  /** Whether an attempt ended, well or not, since a time. */
  boolean wasTriedSince(PeerId id, long nanos) {
    Attempt attempt = attempts.get(id);
    return attempt != null && attempt.tried && attempt.triedAtNanos - nanos >= 0;
  }

  /** Why the last link or dial ended; empty if none did, or long ago. */
  String lastClose(PeerId id) {
    Attempt attempt = attempts.get(id);
    return attempt == null ? "" : attempt.lastClose;
  }
}
