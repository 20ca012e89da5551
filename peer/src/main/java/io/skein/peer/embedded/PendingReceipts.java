package io.skein.peer.embedded;

import io.skein.peer.broadcast.RelayedPrefix;
import io.skein.peer.model.BatchHeader;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Confined to the owner thread. Who waits for receipts of one outlet. Its messages are counted from
 * 1; a receipt is due when the first so many have it, so that nothing is kept for a message that
 * nobody asks after.
 */
final class PendingReceipts {
  private final RelayedPrefix counts = new RelayedPrefix();
  private final ArrayDeque<Waiter> unaccepted = new ArrayDeque<>();
  private final ArrayDeque<Waiter> unrelayed = new ArrayDeque<>();

  /** Sequence of a lost message that nobody was told of; 0 if there is none. */
  private long untold;

  /** Adds someone who does not ask after less than those who came earlier. */
  void add(Waiter waiter) {
    if (untold != 0 && waiter.wantsRelayed() && waiter.wantsAll()) {
      waiter.expired(untold);
      untold = 0;
      return;
    }
    unaccepted.add(waiter);
    step();
  }

  void accepted(BatchHeader batch, long first, int count) {
    long before = counts.accepted();
    counts.accepted(batch, count);
    for (Waiter waiter : unaccepted) {
      if (waiter.to() > counts.accepted()) {
        break;
      }
      if (!waiter.wantsAll()) {
        waiter.numbered(first + waiter.to() - before - 1);
      }
    }
    step();
  }

  void relayed(BatchHeader batch) {
    counts.settle(batch);
    step();
  }

  void expired(BatchHeader batch, long sequence) {
    RelayedPrefix.Part lost = counts.settle(batch);
    boolean told = false;
    for (Iterator<Waiter> all = unrelayed.iterator(); lost != null && all.hasNext(); ) {
      Waiter waiter = all.next();
      if (waiter.overlaps(lost.first(), lost.last())) {
        told |= waiter.wantsAll();
        all.remove();
        waiter.expired(sequence);
      }
    }
    untold = told ? 0 : sequence;
    step();
  }

  private void step() {
    while (!unaccepted.isEmpty() && unaccepted.element().to() <= counts.accepted()) {
      Waiter waiter = unaccepted.remove();
      if (waiter.wantsRelayed()) {
        unrelayed.add(waiter);
      } else {
        waiter.reached();
      }
    }
    while (!unrelayed.isEmpty() && unrelayed.element().to() <= counts.settled()) {
      unrelayed.remove().reached();
    }
  }

  boolean isEmpty() {
    return unaccepted.isEmpty() && unrelayed.isEmpty();
  }

  void abandon() {
    unaccepted.forEach(Waiter::abandoned);
    unaccepted.clear();
    unrelayed.forEach(Waiter::abandoned);
    unrelayed.clear();
  }
}
