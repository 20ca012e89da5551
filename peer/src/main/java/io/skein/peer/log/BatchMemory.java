package io.skein.peer.log;

import io.skein.peer.model.Batch;

/** Confined to the owner thread. Where the bytes of the log's batches are. */
public interface BatchMemory {
  /** Leaves them where they are: for batches that several peers in one process share. */
  BatchMemory IN_PLACE =
      new BatchMemory() {
        @Override
        public Batch keep(Batch batch) {
          return batch;
        }

        @Override
        public void evicted(Batch batch) {}
      };

  /** Takes a batch that enters the log. Returns it, perhaps with its bytes in another place. */
  Batch keep(Batch batch);

  /** A batch leaves the log, the oldest one; its bytes may change from now on. */
  void evicted(Batch batch);
}
