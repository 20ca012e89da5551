package io.skein.peer.access;

import java.util.Map;

/**
 * Immutable. What each app may do; those that are not named may do what {@code *} may, or nothing.
 *
 * @param byApp permissions by name of the app
 */
public record Rules(Map<String, Permissions> byApp) {
  /** Stands for the apps that are not named. */
  public static final String OTHERS = "*";

  public Rules {
    byApp = Map.copyOf(byApp);
  }

  /** What an app may do. */
  public Permissions of(String app) {
    Permissions own = byApp.get(app);
    return own != null ? own : byApp.getOrDefault(OTHERS, Permissions.NONE);
  }
}
