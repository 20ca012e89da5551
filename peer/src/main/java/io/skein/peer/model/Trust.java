package io.skein.peer.model;

import java.util.Locale;
import java.util.Set;

/** Whose word counts for what a batch says; all peers of a network have the same one. */
public enum Trust {
  /** The neighbour's: whoever may link is believed. */
  LINKS,
  /** The origin's: every batch carries its signature, and neighbours are believed nothing. */
  ORIGINS;

  /** Feature in the Hello of peers with {@link #ORIGINS}. */
  public static final String FEATURE = "trust-origins";

  /**
   * The one that people write so.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Trust of(String option) {
    for (Trust trust : values()) {
      if (trust.option().equals(option)) {
        return trust;
      }
    }
    throw new IllegalArgumentException("'" + option + "': expected links or origins");
  }

  /** As people write it. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a peer says of it in its Hello. */
  public Set<String> features() {
    return this == ORIGINS ? Set.of(FEATURE) : Set.of();
  }
}
