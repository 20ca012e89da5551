package io.skein.peer.dispatch;

import io.skein.peer.model.MessageType;
import io.skein.peer.model.Pattern;
import java.util.List;

/**
 * Immutable. What an app subscribes to.
 *
 * @param app name of the app
 * @param patterns 1 to 64
 * @param noEcho leave out what the app published through this peer
 * @param maxLagBytes for DROP_OLDEST and DISCONNECT: how far behind is too far, in bytes of the log
 */
public record SubscriptionSpec(
    String app,
    List<Pattern> patterns,
    Start start,
    boolean noEcho,
    SlowPolicy policy,
    long maxLagBytes) {
  /** Patterns of one subscription. */
  public static final int MAX_PATTERNS = 64;

  public SubscriptionSpec {
    patterns = List.copyOf(patterns);
    if (patterns.isEmpty() || patterns.size() > MAX_PATTERNS) {
      throw new IllegalArgumentException(
          "patterns has " + patterns.size() + " elements, expected 1 to " + MAX_PATTERNS);
    }
    if (maxLagBytes < 1) {
      throw new IllegalArgumentException(
          "max_lag_bytes is " + maxLagBytes + ", expected at least 1");
    }
  }

  /** Whether a message of the type is wanted. */
  boolean matches(MessageType type) {
    for (Pattern pattern : patterns) {
      if (pattern.matches(type)) {
        return true;
      }
    }
    return false;
  }
}
