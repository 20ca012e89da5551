package io.skein.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.Gap;
import io.skein.proto.app.v1.Lane;
import io.skein.proto.app.v1.MessageBatch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Books what one or more subscriptions of an app got, message by message; thread-safe. */
final class Ledger {
  /** Whose messages, in which boot and lane. */
  private record Source(ByteString origin, long epoch, Lane lane) {}

  /** The sequences that came, and the highest one. */
  private static final class Account {
    final BitSet seen = new BitSet();
    int highest;
  }

  private final Map<Source, Account> accounts = new HashMap<>();
  private final List<Gap> gaps = new ArrayList<>();
  private long distinct;
  private long duplicated;
  private long outOfOrder;
  private long damaged;

  synchronized void book(MessageBatch batch) {
    BatchHeader header = batch.getHeader();
    Source source = new Source(header.getOrigin(), header.getEpoch(), header.getLane());
    Account account = accounts.computeIfAbsent(source, key -> new Account());
    for (int i = 0; i < batch.getMessagesCount(); i++) {
      int sequence = Math.toIntExact(header.getFirstSequence() + i);
      book(account, sequence);
      if (Load.numberOf(batch.getMessages(i)) != sequence) {
        damaged++;
      }
    }
  }

  private void book(Account account, int sequence) {
    if (account.seen.get(sequence)) {
      duplicated++;
      return;
    }
    if (sequence < account.highest) {
      outOfOrder++;
    }
    account.seen.set(sequence);
    account.highest = Math.max(account.highest, sequence);
    distinct++;
  }

  synchronized void book(Gap gap) {
    gaps.add(gap);
  }

  /** How many different messages came. */
  synchronized long distinct() {
    return distinct;
  }

  /** How many messages came again. */
  synchronized long duplicated() {
    return duplicated;
  }

  /** What was reported as lost. */
  synchronized List<Gap> gaps() {
    return List.copyOf(gaps);
  }

  /** How many messages were reported as lost. */
  long reportedLost() {
    return gaps().stream().mapToLong(Gap::getCount).sum();
  }

  /** Expects the messages 1 to {@code count} of one publisher: each once, in order, no gap. */
  synchronized void assertComplete(long count) {
    assertInOrder();
    assertThat(duplicated).as("duplicated messages").isZero();
    assertHasAll(count);
  }

  /**
   * Expects the messages 1 to {@code count} of one of several origins: each once, in order, no gap.
   */
  synchronized void assertComplete(ByteString origin, long count) {
    assertInOrder();
    assertThat(duplicated).as("duplicated messages").isZero();
    assertThat(gaps)
        .as("gaps")
        .allSatisfy(
            gap ->
                assertThat(gap.getRangesList())
                    .noneMatch(range -> range.getFirst().getOrigin().equals(origin)));
    assertThat(distinctOf(origin)).as("messages").isEqualTo(count);
  }

  /** How many different messages came of an origin. */
  synchronized long distinctOf(ByteString origin) {
    return accounts.entrySet().stream()
        .filter(account -> account.getKey().origin().equals(origin))
        .mapToLong(account -> account.getValue().seen.cardinality())
        .sum();
  }

  /** Expects the messages 1 to {@code count} of one publisher, in any order and number. */
  synchronized void assertHasAll(long count) {
    assertThat(gaps).as("gaps").isEmpty();
    assertThat(accounts).as("publishers").hasSize(1);
    assertThat(missing(count)).as("ranges of missing messages of 1 to %d", count).isEmpty();
    assertThat(distinct).as("messages").isEqualTo(count);
  }

  /** Expects each message to be as it was published, and none to come before an earlier one. */
  synchronized void assertInOrder() {
    assertThat(outOfOrder).as("messages out of order").isZero();
    assertThat(damaged).as("messages that are not what was published").isZero();
  }

  private List<String> missing(long count) {
    List<String> ranges = new ArrayList<>();
    for (Account account : accounts.values()) {
      int first = account.seen.nextClearBit(1);
      while (first <= count) {
        int next = account.seen.nextSetBit(first);
        long last = next < 0 ? count : next - 1;
        ranges.add(first + " to " + last);
        first = account.seen.nextClearBit((int) last + 1);
      }
    }
    return ranges;
  }

  @Override
  public synchronized String toString() {
    return "%d messages of %d publishers, %d duplicated, %d out of order, %d gaps"
        .formatted(distinct, accounts.size(), duplicated, outOfOrder, gaps.size());
  }
}
