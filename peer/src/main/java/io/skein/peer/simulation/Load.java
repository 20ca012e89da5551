package io.skein.peer.simulation;

/**
 * Immutable. What is published in a simulation.
 *
 * @param publishers how many peers publish; if there are fewer peers, all of them do
 * @param rate messages a second and publisher, above 0 and at most 100,000
 * @param payloadBytes size of a message's payload, 8 to 1,000,000
 */
public record Load(int publishers, double rate, int payloadBytes) {
  private static final double MAX_RATE = 100_000;

  /** The payload begins with a number that tells messages apart. */
  static final int MIN_PAYLOAD = Long.BYTES;

  private static final int MAX_PAYLOAD = 1_000_000;

  public Load {
    Checks.require(publishers >= 1, "publishers is %s, expected at least 1", publishers);
    Checks.require(
        rate > 0 && rate <= MAX_RATE, "rate is %s, expected above 0 and at most 100000", rate);
    Checks.require(
        payloadBytes >= MIN_PAYLOAD && payloadBytes <= MAX_PAYLOAD,
        "size is %s bytes, expected 8 to 1000000",
        payloadBytes);
  }
}
