package io.skein.bootstrap.registry;

/**
 * A point in time by both clocks.
 *
 * @param nanos monotonic, of any origin: leases are measured with it, so that a jump of the wall
 *     clock ends none
 * @param wallMillis milliseconds since 1970: what peers write into records, and what survives a
 *     restart
 */
public record Moment(long nanos, long wallMillis) {
  /** Reads both clocks. */
  @FunctionalInterface
  public interface Source {
    /** The present moment. */
    Moment now();
  }
}
