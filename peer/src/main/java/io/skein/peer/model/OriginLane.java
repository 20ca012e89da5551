package io.skein.peer.model;

/**
 * Immutable. One numbered series of messages: what one peer published in one boot on one lane.
 *
 * @param origin who published
 * @param epoch its boot number, at least 1
 * @param lane the lane
 */
public record OriginLane(PeerId origin, long epoch, Lane lane) {
  public OriginLane {
    if (epoch < 1) {
      throw new IllegalArgumentException("epoch is " + epoch + ", expected at least 1");
    }
  }

  @Override
  public int hashCode() {
    return (origin.hashCode() * 31 + Long.hashCode(epoch)) * 31 + lane.ordinal();
  }

  @Override
  public String toString() {
    return origin + "/" + epoch + "/" + lane;
  }
}
