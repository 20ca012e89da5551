package io.skein.peer.broadcast;

/** Confined to the owner thread. Exact counts about large batches since the start. */
public final class ChunkCounters {
  long received;
  long duplicates;
  long refused;
  long resumed;
  long timedOut;
  long wrong;

  /** Chunks received for the first time. */
  public long received() {
    return received;
  }

  /** Batches begun by a neighbour that came over another link already. */
  public long duplicates() {
    return duplicates;
  }

  /** Batches not taken: too large, or no room. */
  public long refused() {
    return refused;
  }

  /** Batches that went on over another link, or later. */
  public long resumed() {
    return resumed;
  }

  /** Batches of which no more chunks came, so that the rest was forgotten. */
  public long timedOut() {
    return timedOut;
  }

  /** Batches with a chunk that had not been listed. */
  public long wrong() {
    return wrong;
  }
}
