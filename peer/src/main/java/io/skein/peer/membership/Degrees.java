package io.skein.peer.membership;

import java.time.Duration;

/**
 * Confined to the owner thread. How many links a peer wants: all formulas of membership that depend
 * on the size of the network. In a small network every peer links every other one; a large one is a
 * random graph (HyParView).
 */
final class Degrees {
  /** Links at most, whatever the network: as many as there are slots. */
  static final int SLOTS = 32;

  /** A link is not taken from a neighbour that would have fewer than this. */
  static final int MIN = 4;

  /** Links that this peer chose itself: others cannot surround it by dialling it. */
  static final int MIN_DIALLED = 2;

  private static final int SMALL_UP_TO = 16;
  private static final int LARGE_ABOVE = 20;
  private static final int TARGET = 6;
  private static final int SLACK = 2;
  private static final int MAX = 12;
  private static final int SMALL_PARALLEL = 16;
  private static final int HUNGRY_PARALLEL = 4;
  private static final int PARALLEL = 2;

  private static final Duration SMALL_PATIENCE = Duration.ofSeconds(5);
  private static final Duration LARGE_PATIENCE = Duration.ofSeconds(3);
  private static final long LEAST_REFRESH_MILLIS = 60_000;
  private static final long LEAST_FIRST_MILLIS = 1_000;
  private static final int RECORDS_PER_SECOND = 20;
  private static final int REFRESHES_PER_LIFE = 3;

  private int size = 1;
  private boolean small = true;

  /**
   * Sets the size of the network; between 17 and 20 the kind of network stays what it was, so that
   * a peer that comes and goes does not make all the others link and unlink.
   *
   * @param peers with this one, at least 1
   */
  void networkSize(int peers) {
    size = peers;
    small = peers <= SMALL_UP_TO || small && peers <= LARGE_ABOVE;
  }

  boolean isSmall() {
    return small;
  }

  /** Links wanted. */
  int target() {
    return small ? size - 1 : TARGET;
  }

  /**
   * Links from which on one may be ended. Above the target, for a link that one side dials to have
   * two of its own would else be ended by the other, again and again.
   */
  int enough() {
    return small ? SLOTS : TARGET + SLACK;
  }

  /** Links at most. */
  int max() {
    return small ? SLOTS : MAX;
  }

  /** How many dials may be under way while there are so many links. */
  int parallelDials(int links) {
    if (small) {
      return SMALL_PARALLEL;
    }
    return links < MIN ? HUNGRY_PARALLEL : Math.clamp(target() - links, 0, PARALLEL);
  }

  /** How long a dialled peer may take; in a large network others are likely to be quicker. */
  Duration patience() {
    return small ? SMALL_PATIENCE : LARGE_PATIENCE;
  }

  /** How often each peer spreads its record: at most 20 records a second in the whole network. */
  static Duration refresh(int peers) {
    return Duration.ofMillis(Math.max(LEAST_REFRESH_MILLIS, millisOfAll(peers)));
  }

  /** Over how long the first records of peers that start together are spread. */
  static Duration firstSpread(int peers) {
    return Duration.ofMillis(Math.max(LEAST_FIRST_MILLIS, millisOfAll(peers)));
  }

  /** After how many milliseconds without a new record a peer is forgotten. */
  static long lifeMillis(int peers) {
    return REFRESHES_PER_LIFE * Math.max(LEAST_REFRESH_MILLIS, millisOfAll(peers));
  }

  private static long millisOfAll(int peers) {
    return peers * 1_000L / RECORDS_PER_SECOND;
  }
}
