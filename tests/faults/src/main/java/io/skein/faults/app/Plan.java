package io.skein.faults.app;

/**
 * What to publish; immutable.
 *
 * @param perSecond messages a second, at least 1
 * @param bytes of each payload, at least 64
 * @param lanes how many lanes it uses in turn, 1 (normal) to 3
 * @param messages how many at most
 */
public record Plan(int perSecond, int bytes, int lanes, long messages) {
  /** Room for the names in front of a payload. */
  private static final int LEAST_BYTES = 64;

  private static final int LANES = 3;

  public Plan {
    if (perSecond < 1 || bytes < LEAST_BYTES || lanes < 1 || lanes > LANES || messages < 1) {
      throw new IllegalArgumentException(
          "plan of %d/s, %d bytes, %d lanes, %d messages; expected at least 1, 64, 1 to 3, 1"
              .formatted(perSecond, bytes, lanes, messages));
    }
  }

  /** Small messages of two types in all lanes, without end. */
  public static Plan steady(int perSecond) {
    return new Plan(perSecond, 100, LANES, Long.MAX_VALUE);
  }

  /** Messages of one lane. */
  public static Plan normal(int perSecond, int bytes, long messages) {
    return new Plan(perSecond, bytes, 1, messages);
  }
}
