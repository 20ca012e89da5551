package io.skein.peer.dispatch;

/** Immutable. Where a subscription starts. */
public sealed interface Start {
  /** With what arrives from now on. */
  record New() implements Start {}

  /** With the last so many matching messages. */
  record Last(long messages) implements Start {
    public Last {
      if (messages < 0) {
        throw new IllegalArgumentException("last_messages is " + messages + ", expected 0 or more");
      }
    }
  }

  /** With what arrived at or after a wall clock, in milliseconds since 1970. */
  record Since(long unixMillis) implements Start {}

  /**
   * After what the token's subscription had seen.
   *
   * @param acceptGap whether what left the log meanwhile is reported as a gap instead of refused
   */
  record Resume(ResumeToken token, boolean acceptGap) implements Start {}
}
