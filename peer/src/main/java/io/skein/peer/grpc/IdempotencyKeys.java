package io.skein.peer.grpc;

import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. What was published with a key in the last two minutes, by app and
 * key.
 */
final class IdempotencyKeys {
  private static final long LIFE_NANOS = Duration.ofMinutes(2).toNanos();

  /**
   * Keys at most, about 16 MiB; a peer that is given more within two minutes refuses keys, and says
   * so.
   */
  static final int MAX_KEYS = 50_000;

  private static final int KEY_BYTES = 320;

  private record Key(String app, String key) {}

  private record Used(Publication publication, long atNanos) {}

  private final EventLoop loop;
  private final Map<Key, Used> used = new LinkedHashMap<>();

  IdempotencyKeys(EventLoop loop) {
    this.loop = loop;
  }

  /** What was published with the key; null if nothing was. */
  @Nullable Publication find(String app, String key) {
    expire();
    Used found = used.get(new Key(app, key));
    return found == null ? null : found.publication();
  }

  /** About how much memory they take. */
  long bytes() {
    return (long) used.size() * KEY_BYTES;
  }

  boolean isFull() {
    return used.size() >= MAX_KEYS;
  }

  void add(String app, String key, Publication publication) {
    used.put(new Key(app, key), new Used(publication, loop.nanoTime()));
  }

  private void expire() {
    long now = loop.nanoTime();
    Iterator<Used> oldest = used.values().iterator();
    while (oldest.hasNext() && now - oldest.next().atNanos() > LIFE_NANOS) {
      oldest.remove();
    }
  }
}
