package io.skein.peer.broadcast;

import io.skein.peer.model.BatchHeader;

/** One publishing call of an app; called on the owner thread, for its messages in their order. */
public interface Publisher {
  /** Name of the app. */
  String app();

  /**
   * The next messages of this publisher got their ids and are in the log.
   *
   * @param batch the batch that they are in
   * @param first sequence of the first of them
   * @param count how many
   */
  void accepted(BatchHeader batch, long first, int count);

  /**
   * A neighbour acknowledged messages that were accepted; batches of different lanes may come in
   * another order.
   */
  void relayed(BatchHeader batch, long first, int count);

  /** Messages that were accepted left the log before any neighbour had them. */
  void expired(BatchHeader batch, long first, int count);
}
