package io.skein.peer.broadcast;

import io.skein.peer.log.LogEntry;
import io.skein.peer.log.LogEntry.BatchEntry;
import io.skein.peer.log.MessageLog;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.OriginLane;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Own batches that no neighbour has acknowledged yet, and whom to
 * tell when one does.
 */
final class Receipts implements MessageLog.Listener {
  private record Waiting(BatchHeader header, List<Batcher.Share> shares) {}

  /** Own batches by first sequence, per lane; no empty maps. */
  private final Map<OriginLane, TreeMap<Long, Waiting>> lanes = new HashMap<>();

  private interface Step {
    void to(Publisher publisher, long first, int count);
  }

  /** Tells the publishers of a batch that it is in the log, and waits for a neighbour. */
  void accepted(BatchHeader header, List<Batcher.Share> shares) {
    lanes
        .computeIfAbsent(header.source(), source -> new TreeMap<>())
        .put(header.first(), new Waiting(header, shares));
    each(header, shares, (publisher, first, count) -> publisher.accepted(header, first, count));
  }

  /** A neighbour has the batch. */
  void relayed(BatchHeader header) {
    relayed(remove(header.source(), header.first()));
  }

  /**
   * A neighbour says that it has seen all of a lane below {@code next}: the acknowledgement of some
   * of it may have been lost with an earlier link.
   */
  void seen(OriginLane source, long next) {
    TreeMap<Long, Waiting> waiting = lanes.get(source);
    if (waiting != null) {
      List.copyOf(waiting.headMap(next).keySet()).forEach(first -> relayed(remove(source, first)));
    }
  }

  private static void relayed(@Nullable Waiting batch) {
    if (batch != null) {
      each(
          batch.header(),
          batch.shares(),
          (publisher, first, count) -> publisher.relayed(batch.header(), first, count));
    }
  }

  @Override
  public void appended(LogEntry entry) {}

  /** An own batch that nobody acknowledged leaves the log. */
  @Override
  public void evicting(LogEntry entry) {
    if (entry instanceof BatchEntry held) {
      expired(held.batch().header());
    }
  }

  private void expired(BatchHeader header) {
    Waiting batch = remove(header.source(), header.first());
    if (batch != null) {
      each(
          header,
          batch.shares(),
          (publisher, first, count) -> publisher.expired(header, first, count));
    }
  }

  private @Nullable Waiting remove(OriginLane source, long first) {
    TreeMap<Long, Waiting> waiting = lanes.get(source);
    Waiting batch = waiting == null ? null : waiting.remove(first);
    if (waiting != null && waiting.isEmpty()) {
      lanes.remove(source);
    }
    return batch;
  }

  /** Whether some batch waits for its first neighbour. */
  boolean isWaiting() {
    return !lanes.isEmpty();
  }

  private static void each(BatchHeader header, List<Batcher.Share> shares, Step step) {
    long first = header.first();
    for (Batcher.Share share : shares) {
      step.to(share.publisher(), first, share.count());
      first += share.count();
    }
  }
}
