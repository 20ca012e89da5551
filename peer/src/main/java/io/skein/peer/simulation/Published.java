package io.skein.peer.simulation;

import io.skein.peer.model.Batch;

/**
 * Immutable. A batch that was really published.
 *
 * @param atNanos virtual time at which it was sealed
 */
record Published(Batch batch, long atNanos) {
  int count() {
    return batch.header().count();
  }
}
