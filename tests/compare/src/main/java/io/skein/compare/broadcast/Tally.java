package io.skein.compare.broadcast;

import io.skein.compare.app.Stamp;
import io.skein.compare.member.Intake;
import io.skein.compare.model.Workload;
import io.skein.peer.bench.SubscriberReport;
import io.skein.peer.bench.client.SequenceTracker;
import java.util.Arrays;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What all members have of all publishers; thread-safe as far as {@link Cell} is. A member's own
 * messages do not count: systems that cannot leave them out pay for them.
 */
final class Tally {
  private final Workload workload;
  private final int members;
  private final Cell[] cells;
  private final @Nullable Completions completions;
  private long receivedBefore;

  Tally(Workload workload) {
    this.workload = workload;
    members = workload.fan();
    cells = IntStream.range(0, members * members).mapToObj(i -> new Cell()).toArray(Cell[]::new);
    completions = workload.hasLatency() ? new Completions(members - 1) : null;
  }

  /** Takes what comes to a member. */
  Intake intake(int member) {
    return (bytes, from, length, nanos) -> accept(member, bytes, from, length, nanos);
  }

  /** The number of a publisher that all others have come to. */
  long slowest(int publisher) {
    long slowest = Long.MAX_VALUE;
    for (int member = 0; member < members; member++) {
      if (member != publisher) {
        slowest = Math.min(slowest, cell(member, publisher).highest());
      }
    }
    return slowest;
  }

  /** Counts and times from now on, while nothing flows. */
  void reset() {
    receivedBefore = sum(Cell::received);
    if (completions != null) {
      completions.reset();
    }
  }

  /**
   * What all saw; duplicates, losses and reorderings since the start.
   *
   * @param published how many messages each publisher has published
   */
  SubscriberReport report(long[] published) {
    return new SubscriberReport(
        sum(Cell::received) - receivedBefore,
        Arrays.stream(cells).mapToLong(Cell::lastArrivalNanos).max().orElseThrow(),
        sum(cell -> cell.tracker().distinct()),
        missing(published),
        sum(cell -> cell.tracker().duplicated()),
        sum(cell -> cell.tracker().outOfOrder()),
        0,
        0,
        micros(50),
        micros(99),
        micros(99.9));
  }

  private void accept(int member, byte[] bytes, int from, int length, long arrivedNanos) {
    if (length != workload.messageBytes()) {
      throw new IllegalArgumentException("payload of " + length + " bytes came");
    }
    long number = Stamp.number(bytes, from);
    int publisher = (int) ((number - 1) % members);
    if (publisher == member) {
      return;
    }
    boolean first = cell(member, publisher).accept((number - 1) / members + 1, arrivedNanos);
    if (first && completions != null) {
      completions.arrived(number, arrivedNanos - Stamp.nanos(bytes, from));
    }
  }

  private long missing(long[] published) {
    long missing = 0;
    for (int member = 0; member < members; member++) {
      for (int publisher = 0; publisher < members; publisher++) {
        SequenceTracker tracker = cell(member, publisher).tracker();
        missing += member == publisher ? 0 : tracker.missing(published[publisher]);
      }
    }
    return missing;
  }

  private Cell cell(int member, int publisher) {
    return cells[member * members + publisher];
  }

  private long sum(ToLongFunction<Cell> field) {
    return Arrays.stream(cells).mapToLong(field).sum();
  }

  private double micros(double percent) {
    return completions == null ? 0 : completions.micros(percent);
  }
}
