package io.skein.peer.broadcast;

/** Confined to the owner thread. Exact counts of messages since the start. */
public final class BroadcastCounters {
  long published;
  long received;
  long duplicates;
  long repaired;
  long givenUp;
  long late;
  long invalid;
  long withheld;
  long unproved;

  /** Published through this peer. */
  public long published() {
    return published;
  }

  /** Received from neighbours for the first time. */
  public long received() {
    return received;
  }

  /** Received again. */
  public long duplicates() {
    return duplicates;
  }

  /** Of the received ones, those that had to be pulled. */
  public long repaired() {
    return repaired;
  }

  /** Given up: no neighbour has them. */
  public long givenUp() {
    return givenUp;
  }

  /** Arrived after they had been given up. */
  public long late() {
    return late;
  }

  /** In batches that no honest origin makes. */
  public long invalid() {
    return invalid;
  }

  /** In batches that came without a good proof of their origin, where one is needed. */
  public long unproved() {
    return unproved;
  }

  /** Asked for by neighbours that do not take them compressed, each time. */
  public long withheld() {
    return withheld;
  }
}
