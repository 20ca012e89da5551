package io.skein.peer.broadcast;

import com.google.protobuf.ByteString;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.TraceReport;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Confined to the owner thread. The ways of traced batches. A peer that gets one for the first time
 * reports to the neighbour it came from, which passes the report on the same way, until it is at
 * the origin. Every time is measured by one clock alone.
 */
public final class Traces {
  static final int ID_BYTES = 16;
  static final int MAX_REMEMBERED = 256;
  static final int MAX_A_SECOND = 10;

  /** Reports that are passed on for one trace: two directories full. */
  static final int MAX_PASSED_ON = 10_000;

  private static final long FORGET_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final PeerId self;
  private final EventLoop loop;
  private final LinkedHashMap<ByteString, Passing> passing = new LinkedHashMap<>();
  private final LinkedHashMap<SequenceRange, Mark> marks = new LinkedHashMap<>();
  private final List<Passing> unreported = new ArrayList<>();
  private final Map<ByteString, OwnTrace> own = new HashMap<>();

  /** Towards the neighbour from which a traced batch came. */
  interface Upstream {
    PeerId peer();

    /** Smoothed round-trip time of the link; 0 until measured. */
    long rttNanos();

    void send(TraceReport report);
  }

  /** What goes with a traced batch if it is asked for: the log holds batches alone. */
  private record Mark(ByteString trace, int hops) {}

  /** A trace of another peer that came by here. */
  private static final class Passing {
    final ByteString trace;
    final PeerId origin;
    final int hops;
    final boolean asked;
    final Upstream upstream;
    final long arrivedNanos;
    int passedOn;

    Passing(BatchFrame frame, boolean asked, Upstream upstream, long arrivedNanos) {
      this.trace = frame.trace();
      this.origin = frame.batch().header().source().origin();
      this.hops = frame.hops() + 1;
      this.asked = asked;
      this.upstream = upstream;
      this.arrivedNanos = arrivedNanos;
    }
  }

  Traces(PeerId self, EventLoop loop) {
    this.self = self;
    this.loop = loop;
  }

  /**
   * Begins a trace.
   *
   * @param trace random id, 16 bytes
   * @param listener called on the owner thread for each peer that reports
   * @return false if 10 began within the last second
   */
  public boolean begin(ByteString trace, Consumer<TraceStep> listener) {
    long now = loop.nanoTime();
    long recent =
        own.values().stream().filter(begun -> now - begun.startedNanos() < SECOND_NANOS).count();
    if (recent >= MAX_A_SECOND || own.size() >= MAX_REMEMBERED) {
      return false;
    }
    own.put(trace, new OwnTrace(self, now, listener));
    return true;
  }

  /** Listens to a trace no longer. */
  public void end(ByteString trace) {
    own.remove(trace);
  }

  /**
   * A traced batch came for the first time; it is reported with the next {@link #flush}.
   *
   * @param asked whether it had been asked for
   */
  void arrived(BatchFrame frame, boolean asked, Upstream from) {
    long now = loop.nanoTime();
    forget(now);
    Passing arrived = new Passing(frame, asked, from, now);
    if (frame.trace().size() != ID_BYTES
        || passing.containsKey(frame.trace())
        || isTooOften(arrived.origin, now)) {
      return;
    }
    if (passing.size() >= MAX_REMEMBERED) {
      passing.pollFirstEntry();
    }
    passing.put(frame.trace(), arrived);
    unreported.add(arrived);
    passes(frame.nextHop());
  }

  /** A batch goes on to the neighbours; if it is traced, so it is for those that ask for it. */
  void passes(BatchFrame frame) {
    if (!frame.trace().isEmpty()) {
      if (marks.size() >= MAX_REMEMBERED) {
        marks.pollFirstEntry();
      }
      marks.put(frame.batch().header().range(), new Mark(frame.trace(), frame.hops()));
    }
  }

  /** A batch that was asked for, with its trace if it has one. */
  BatchFrame marked(BatchFrame answer) {
    if (marks.isEmpty()) {
      return answer;
    }
    Mark mark = marks.get(answer.batch().header().range());
    return mark == null ? answer : new BatchFrame(mark.hops(), mark.trace(), answer.batch());
  }

  private void forget(long now) {
    while (!passing.isEmpty()
        && now - passing.firstEntry().getValue().arrivedNanos > FORGET_NANOS) {
      passing.pollFirstEntry();
    }
  }

  private boolean isTooOften(PeerId origin, long now) {
    return passing.values().stream()
            .filter(p -> p.origin.equals(origin) && now - p.arrivedNanos < SECOND_NANOS)
            .count()
        >= MAX_A_SECOND;
  }

  /** Reports what arrived during a burst; to be called just before the links write. */
  void flush() {
    if (unreported.isEmpty()) {
      return;
    }
    long now = loop.nanoTime();
    for (Passing arrived : unreported) {
      arrived.upstream.send(
          new TraceReport(
              arrived.trace,
              self,
              arrived.upstream.peer(),
              arrived.hops,
              TimeUnit.NANOSECONDS.toMicros(arrived.upstream.rttNanos() / 2),
              TimeUnit.NANOSECONDS.toMicros(now - arrived.arrivedNanos),
              arrived.asked));
    }
    unreported.clear();
  }

  /** A report arrived: it is of an own trace, or passed on, or of none that is remembered. */
  void report(TraceReport report) {
    long now = loop.nanoTime();
    OwnTrace begun = own.get(report.trace());
    if (begun != null) {
      begun.report(report, now);
      return;
    }
    forget(now);
    Passing passed = passing.get(report.trace());
    if (passed != null && passed.passedOn < MAX_PASSED_ON) {
      passed.passedOn++;
      passed.upstream.send(report);
    }
  }
}
