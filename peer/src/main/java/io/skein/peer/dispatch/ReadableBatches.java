package io.skein.peer.dispatch;

import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.compression.Expansions;
import io.skein.peer.log.LogEntry.BatchEntry;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Batches of the log as apps can read them: expanded, and looked
 * through once for all subscriptions that get one at the same time. What was published here was
 * looked through when it came from its app.
 */
final class ReadableBatches {
  private final Expansions expansions;
  private long lastPosition = -1;
  private @Nullable Batch last;

  ReadableBatches(Expansions expansions) {
    this.expansions = expansions;
  }

  /**
   * The batch of an entry, ready to be delivered.
   *
   * @throws InvalidProtocolBufferException if it does not hold what its header says, or apps could
   *     not read it
   */
  Batch of(BatchEntry entry) throws InvalidProtocolBufferException {
    if (entry.position() != lastPosition) {
      lastPosition = entry.position();
      last = null;
      Batch batch = expansions.expanded(entry.batch(), entry.position());
      if (entry.publishers().isEmpty()) {
        BatchCodec.checkReadable(batch);
      }
      last = batch;
    }
    if (last == null) {
      throw new InvalidProtocolBufferException("batch is not readable");
    }
    return last;
  }
}
