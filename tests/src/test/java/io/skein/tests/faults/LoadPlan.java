package io.skein.tests.faults;

import io.skein.proto.app.v1.Receipt;
import java.util.List;

/**
 * What to publish; immutable.
 *
 * @param receipt that the end of the call waits for
 * @param messages how many, at most
 * @param payloadBytes of each message, at least 8
 * @param atOnce messages every 5 ms, at most
 * @param window messages that may be published and not yet booked by all of {@code readers}
 * @param readers whom the publisher waits for
 */
record LoadPlan(
    Receipt receipt,
    long messages,
    int payloadBytes,
    int atOnce,
    long window,
    List<Ledger> readers) {
  /** Small enough to be kept whole by the logs of the peers, for minutes. */
  private static final int PAYLOAD_BYTES = 100;

  private static final int AT_ONCE = 10;

  LoadPlan {
    readers = List.copyOf(readers);
  }

  /** About 2,000 small messages a second until {@link Load#finish}, whoever reads them. */
  static LoadPlan steady() {
    return new LoadPlan(
        Receipt.RECEIPT_RELAYED, Long.MAX_VALUE, PAYLOAD_BYTES, AT_ONCE, Long.MAX_VALUE, List.of());
  }

  /** So many small messages. */
  static LoadPlan of(long messages) {
    return new LoadPlan(
        Receipt.RECEIPT_RELAYED, messages, PAYLOAD_BYTES, AT_ONCE, Long.MAX_VALUE, List.of());
  }

  /** How many messages may follow after {@code sent} now. */
  int budget(long sent) {
    long slowest = readers.stream().mapToLong(Ledger::distinct).min().orElse(sent);
    return (int) Math.min(Math.min(atOnce, messages - sent), window - (sent - slowest));
  }
}
