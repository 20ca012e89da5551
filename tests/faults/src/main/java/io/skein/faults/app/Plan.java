package io.skein.faults.app;

import io.skein.proto.app.v1.Lane;
import java.util.List;

/**
 * What to publish; immutable.
 *
 * @param perSecond messages a second, at least 1
 * @param bytes of each payload, at least 64
 * @param lanes that it uses in turn, at least one
 * @param messages how many at most
 */
public record Plan(int perSecond, int bytes, List<Lane> lanes, long messages) {
  /** Room for the names in front of a payload. */
  private static final int LEAST_BYTES = 64;

  public Plan {
    lanes = List.copyOf(lanes);
    if (perSecond < 1 || bytes < LEAST_BYTES || lanes.isEmpty() || messages < 1) {
      throw new IllegalArgumentException(
          "plan of %d/s, %d bytes, %d lanes, %d messages; expected at least 1, 64, 1, 1"
              .formatted(perSecond, bytes, lanes.size(), messages));
    }
  }

  /** Small messages of two types in all lanes, without end. */
  public static Plan steady(int perSecond) {
    return steady(perSecond, 100);
  }

  /** The same with larger messages. */
  public static Plan steady(int perSecond, int bytes) {
    List<Lane> all = List.of(Lane.LANE_NORMAL, Lane.LANE_URGENT, Lane.LANE_BULK);
    return new Plan(perSecond, bytes, all, Long.MAX_VALUE);
  }

  /** Messages of lane normal. */
  public static Plan normal(int perSecond, int bytes, long messages) {
    return new Plan(perSecond, bytes, List.of(Lane.LANE_NORMAL), messages);
  }

  /** Small messages of lane urgent, without end. */
  public static Plan urgent(int perSecond) {
    return new Plan(perSecond, 100, List.of(Lane.LANE_URGENT), Long.MAX_VALUE);
  }
}
