package io.skein.peer.broadcast;

import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.OriginLane;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Confined to the owner thread. Own batches that no neighbour has acknowledged yet, and whom to
 * tell when one does.
 */
final class Receipts {
  private record Key(OriginLane source, long first) {}

  private final Map<Key, List<Batcher.Share>> waiting = new HashMap<>();

  private interface Step {
    void to(Publisher publisher, long first, int count);
  }

  /** Tells the publishers of a batch that it is in the log, and waits for a neighbour. */
  void accepted(BatchHeader header, List<Batcher.Share> shares) {
    waiting.put(new Key(header.source(), header.first()), shares);
    each(header, shares, (publisher, first, count) -> publisher.accepted(header, first, count));
  }

  /** A neighbour has the batch. */
  void relayed(BatchHeader header) {
    List<Batcher.Share> shares = waiting.remove(new Key(header.source(), header.first()));
    if (shares != null) {
      each(header, shares, (publisher, first, count) -> publisher.relayed(header, first, count));
    }
  }

  /** The batch leaves the log. */
  void evicted(BatchHeader header) {
    List<Batcher.Share> shares = waiting.remove(new Key(header.source(), header.first()));
    if (shares != null) {
      each(header, shares, (publisher, first, count) -> publisher.expired(header, first, count));
    }
  }

  /** Whether some batch waits for its first neighbour. */
  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  private static void each(BatchHeader header, List<Batcher.Share> shares, Step step) {
    long first = header.first();
    for (Batcher.Share share : shares) {
      step.to(share.publisher(), first, share.count());
      first += share.count();
    }
  }
}
