package io.skein.peer.simulation;

import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.OriginLane;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Confined to one thread. What one process published on a lane. */
final class LaneHistory {
  /** Number of the lane within the run, from 0. */
  final int index;

  final OriginLane source;

  /** Number of the peer. */
  final int peer;

  /** Place i: the batch that has the sequence i + 1. */
  private final List<Published> bySequence = new ArrayList<>();

  LaneHistory(int index, OriginLane source, int peer) {
    this.index = index;
    this.source = source;
    this.peer = peer;
  }

  /** Adds what comes next; false if its sequences do not follow the ones before. */
  boolean add(Published published) {
    BatchHeader header = published.batch().header();
    if (header.first() != last() + 1) {
      return false;
    }
    for (int i = 0; i < header.count(); i++) {
      bySequence.add(published);
    }
    return true;
  }

  /** The same batch as it was published; null if it never was. */
  @Nullable Published find(Batch batch) {
    BatchHeader header = batch.header();
    if (header.last() > bySequence.size()) {
      return null;
    }
    Published published = bySequence.get((int) header.first() - 1);
    return published.batch().header().first() == header.first()
            && published.batch().bytes().equals(batch.bytes())
        ? published
        : null;
  }

  /** The last sequence; 0 if there is none. */
  long last() {
    return bySequence.size();
  }

  /** The first sequence that was published after a time; one above the last if there is none. */
  long firstAfter(long nanos) {
    int low = 0;
    int high = bySequence.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bySequence.get(middle).atNanos() <= nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low + 1L;
  }
}
