package io.skein.compare.broadcast;

import io.skein.compare.app.Stamp;
import io.skein.compare.member.Member;
import io.skein.compare.model.Workload;
import io.skein.peer.bench.FlowRun;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes at all members in turn: one message each at a rate, or bursts within a window for each
 * publisher flat out; confined to one thread.
 */
final class Turns {
  /** Messages on their way to the slowest member, in bytes, all publishers together. */
  private static final int WINDOW_BYTES = 4 << 20;

  private static final int OVERHEAD_BYTES = 16;
  private static final int LEAST_WINDOW = 64;
  private static final int BURST = 64;
  private static final long WAIT_NANOS = 20_000;
  private static final long STANDSTILL_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Tally tally;
  private final List<Member> members;
  private final byte[] filler;
  private final long window;
  private final long[] published;
  private final long[] room;
  private long startNanos;
  private int turn;

  Turns(Workload workload, Tally tally, List<Member> members) {
    this.tally = tally;
    this.members = List.copyOf(members);
    filler = Stamp.filler(workload.messageBytes());
    window =
        Math.max(
            LEAST_WINDOW,
            WINDOW_BYTES / members.size() / (workload.messageBytes() + OVERHEAD_BYTES));
    published = new long[members.size()];
    room = new long[members.size()];
  }

  /** Publishes a run and waits until everything has come, or nothing comes any more. */
  long run(FlowRun run) throws IOException, InterruptedException {
    startNanos = System.nanoTime();
    long messages = run.isPaced() ? paced(run) : flatOut(run);
    for (Member member : members) {
      member.flush();
    }
    awaitAll();
    return messages;
  }

  /** When the last run began. */
  long startNanos() {
    return startNanos;
  }

  /** How much each has published so far. */
  long[] published() {
    return published.clone();
  }

  private long paced(FlowRun run) throws IOException, InterruptedException {
    for (long i = 0; i < run.messages(); i++) {
      long due = startNanos + i * run.intervalNanos();
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      publish(turn, 1);
      members.get(turn).flush();
      turn = (turn + 1) % members.size();
    }
    return run.messages();
  }

  private long flatOut(FlowRun run) throws IOException, InterruptedException {
    long messages = 0;
    while (messages < run.messages() && System.nanoTime() - startNanos < run.maxNanos()) {
      int count = burst();
      if (count == 0) {
        LockSupport.parkNanos(WAIT_NANOS);
      }
      messages += count;
    }
    return messages;
  }

  /** One turn of all members. */
  private int burst() throws IOException, InterruptedException {
    int all = 0;
    for (int member = 0; member < members.size(); member++) {
      if (room[member] < BURST) {
        room[member] = tally.slowest(member) + window - published[member];
      }
      int count = Math.clamp(room[member], 0, BURST);
      if (count > 0) {
        publish(member, count);
        room[member] -= count;
        all += count;
      }
      if (room[member] == 0) {
        members.get(member).flush();
      }
    }
    return all;
  }

  private void publish(int publisher, int count) throws IOException, InterruptedException {
    Member member = members.get(publisher);
    long now = System.nanoTime();
    for (int i = 0; i < count; i++) {
      byte[] payload = filler.clone();
      Stamp.write(payload, 0, published[publisher] * members.size() + publisher + 1, now);
      published[publisher]++;
      member.publish(payload);
    }
  }

  private void awaitAll() {
    long waiting = -1;
    long deadline = 0;
    for (long left = missing(); left > 0; left = missing()) {
      if (left != waiting) {
        waiting = left;
        deadline = System.nanoTime() + STANDSTILL_NANOS;
      } else if (System.nanoTime() - deadline > 0) {
        return;
      }
      LockSupport.parkNanos(WAIT_NANOS);
    }
  }

  /** What the slowest member of each publisher lacks, all publishers together. */
  private long missing() {
    long missing = 0;
    for (int member = 0; member < members.size(); member++) {
      missing += published[member] - tally.slowest(member);
    }
    return missing;
  }
}
