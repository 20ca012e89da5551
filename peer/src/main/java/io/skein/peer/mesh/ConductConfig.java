package io.skein.peer.mesh;

import java.time.Duration;

/**
 * Immutable. What a peer puts up with.
 *
 * @param threshold penalty that bans, at least 1
 * @param halfLife time in which a penalty halves
 * @param firstBan how long the first ban of a peer lasts
 * @param longestBan the most that doubling makes of it; so long after a ban its peer is new again
 * @param controlFrames control frames a second that a neighbour may send; ten times as many at once
 * @param controlBytes bytes of them a second; four times as many at once
 * @param originBytes bytes a second that are taken of what one peer publishes, as many at once
 */
public record ConductConfig(
    int threshold,
    Duration halfLife,
    Duration firstBan,
    Duration longestBan,
    int controlFrames,
    long controlBytes,
    long originBytes) {
  /** No limit to a rate. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** What is taken of one origin where anybody may be one: 16 MiB a second. */
  public static final long OPEN_RATE = 16L << 20;

  /** What is used unless told otherwise. */
  public static final ConductConfig DEFAULT =
      new ConductConfig(
          100,
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofHours(24),
          5_000,
          8L << 20,
          UNLIMITED);

  public ConductConfig {
    if (threshold < 1 || controlFrames < 1 || controlBytes < 1 || originBytes < 1) {
      throw new IllegalArgumentException(
          "threshold, control frames, control and origin bytes are %d, %d, %d, %d, expected 1 at least"
              .formatted(threshold, controlFrames, controlBytes, originBytes));
    }
    if (!halfLife.isPositive() || !firstBan.isPositive() || longestBan.compareTo(firstBan) < 0) {
      throw new IllegalArgumentException(
          "half-life %s, first ban %s, longest ban %s, expected above 0 and first <= longest"
              .formatted(halfLife, firstBan, longestBan));
    }
  }

  /** The same with another rate of origins. */
  public ConductConfig withOriginBytes(long bytes) {
    return new ConductConfig(
        threshold, halfLife, firstBan, longestBan, controlFrames, controlBytes, bytes);
  }

  /** How long the n-th ban lasts, n from 1 on. */
  Duration banOf(int times) {
    Duration ban = firstBan;
    for (int i = 1; i < times && ban.compareTo(longestBan) < 0; i++) {
      ban = ban.multipliedBy(2);
    }
    return ban.compareTo(longestBan) < 0 ? ban : longestBan;
  }
}
