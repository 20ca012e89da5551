package io.skein.peer.access;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. Who may use the app API now, and for what; a reload makes another one.
 *
 * @param tokens tokens that are taken; null: none is looked at
 * @param certificates whether a certificate says who an app is
 * @param rules what each app may do; null: everything
 */
public record AccessPolicy(@Nullable Tokens tokens, boolean certificates, @Nullable Rules rules) {
  /** Whether apps have to say who they are. */
  public boolean authenticates() {
    return tokens != null || certificates;
  }

  /** What an app may do; null: everything. */
  public @Nullable Permissions permissionsOf(String app) {
    return rules == null ? null : rules.of(app);
  }
}
