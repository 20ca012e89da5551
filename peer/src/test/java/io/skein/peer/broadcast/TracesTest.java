package io.skein.peer.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.TraceReport;
import io.skein.peer.model.Batch;
import io.skein.peer.model.Batches;
import io.skein.peer.model.Lane;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.simulation.VirtualLoop;
import io.skein.peer.simulation.VirtualTime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TracesTest {
  private static final PeerId SELF = Batches.peer("self");
  private static final PeerId ORIGIN = Batches.peer("origin");
  private static final PeerId PARENT = Batches.peer("parent");
  private static final PeerId CHILD = Batches.peer("child");

  private final VirtualTime time = new VirtualTime();
  private final VirtualLoop loop = time.loop();
  private final Traces traces = new Traces(SELF, loop);
  private final List<TraceReport> sentUp = new ArrayList<>();

  private final Traces.Upstream parent =
      new Traces.Upstream() {
        @Override
        public PeerId peer() {
          return PARENT;
        }

        @Override
        public long rttNanos() {
          return 3_000_000;
        }

        @Override
        public void send(TraceReport report) {
          sentUp.add(report);
        }
      };

  private static ByteString trace(int number) {
    return ByteString.copyFrom(ByteBuffer.allocate(16).putInt(0, number));
  }

  private void arrives(ByteString trace, PeerId origin) {
    traces.arrived(new BatchFrame(1, trace, batch(origin)), false, parent);
    traces.flush();
  }

  @Test
  void firstArrivalIsReportedWhereItCameFrom() {
    traces.arrived(new BatchFrame(1, trace(1), batch(ORIGIN)), true, parent);
    time.run(Duration.ofNanos(250_000));
    traces.flush();
    traces.flush();

    assertThat(sentUp)
        .containsExactly(new TraceReport(trace(1), SELF, PARENT, 2, 1_500, 250, true));
  }

  @Test
  void sameTraceIsReportedOnce() {
    arrives(trace(1), ORIGIN);
    arrives(trace(1), ORIGIN);

    assertThat(sentUp).hasSize(1);
  }

  @Test
  void batchThatIsAskedForHasItsTraceAgain() {
    arrives(trace(1), ORIGIN);
    var held = new BatchFrame(0, ByteString.EMPTY, batch(ORIGIN));
    var other = new BatchFrame(0, ByteString.EMPTY, batch(CHILD));

    assertThat(traces.marked(held)).isEqualTo(new BatchFrame(2, trace(1), held.batch()));
    assertThat(traces.marked(other)).isSameAs(other);
  }

  @Test
  void traceOfAnotherLengthIsNotReported() {
    arrives(ByteString.copyFromUtf8("context"), ORIGIN);

    assertThat(sentUp).isEmpty();
  }

  @Test
  void reportsFromBelowArePassedOnForHalfAMinute() {
    TraceReport below = new TraceReport(trace(1), CHILD, SELF, 3, 10, 10, false);
    arrives(trace(1), ORIGIN);
    sentUp.clear();
    traces.report(below);
    time.run(Duration.ofSeconds(29));
    traces.report(below);
    time.run(Duration.ofSeconds(2));
    traces.report(below);

    assertThat(sentUp).containsExactly(below, below);
  }

  @Test
  void reportOfAnUnknownTraceGoesNowhere() {
    traces.report(new TraceReport(trace(9), CHILD, SELF, 3, 10, 10, false));

    assertThat(sentUp).isEmpty();
  }

  @Test
  void reportsThatArePassedOnAreBounded() {
    arrives(trace(1), ORIGIN);
    for (int i = 0; i < Traces.MAX_PASSED_ON + 5; i++) {
      traces.report(new TraceReport(trace(1), CHILD, SELF, 3, 10, 10, false));
    }

    assertThat(sentUp).hasSize(1 + Traces.MAX_PASSED_ON);
  }

  @Test
  void tenTracesASecondOfOneOriginAreTaken() {
    for (int i = 0; i < 15; i++) {
      arrives(trace(i), ORIGIN);
    }
    arrives(trace(100), CHILD);
    assertThat(sentUp).hasSize(11);
    time.run(Duration.ofSeconds(1));
    arrives(trace(101), ORIGIN);

    assertThat(sentUp).hasSize(12);
  }

  @Test
  void oldestOfTooManyTracesIsForgotten() {
    for (int i = 0; i <= Traces.MAX_REMEMBERED; i++) {
      arrives(trace(i), Batches.peer("origin" + i));
    }
    sentUp.clear();
    traces.report(new TraceReport(trace(0), CHILD, SELF, 3, 10, 10, false));
    traces.report(new TraceReport(trace(1), CHILD, SELF, 3, 10, 10, false));

    assertThat(sentUp).extracting(TraceReport::trace).containsExactly(trace(1));
  }

  @Test
  void originSubtractsTheLinksOfTheWayBack() {
    List<TraceStep> steps = new ArrayList<>();
    TraceReport first = new TraceReport(trace(1), PARENT, SELF, 1, 1_000, 50, false);
    TraceReport second = new TraceReport(trace(1), CHILD, PARENT, 2, 4_000, 60, false);
    assertThat(traces.begin(trace(1), steps::add)).isTrue();
    time.run(Duration.ofMillis(2));
    traces.report(first);
    traces.report(first);
    time.run(Duration.ofMillis(9));
    traces.report(second);
    traces.end(trace(1));
    traces.report(new TraceReport(trace(1), ORIGIN, PARENT, 2, 1, 1, false));

    assertThat(steps)
        .containsExactly(new TraceStep(first, 1_000, 2_000), new TraceStep(second, 6_000, 11_000));
    assertThat(sentUp).isEmpty();
  }

  @Test
  void noPeerIsReachedBeforeTheOneBeforeIt() {
    List<TraceStep> steps = new ArrayList<>();
    TraceReport first = new TraceReport(trace(1), PARENT, SELF, 1, 1_000, 50, false);
    TraceReport second = new TraceReport(trace(1), CHILD, PARENT, 2, 9_000, 60, false);
    traces.begin(trace(1), steps::add);
    time.run(Duration.ofMillis(5));
    traces.report(first);
    time.run(Duration.ofMillis(1));
    traces.report(second);

    assertThat(steps).extracting(TraceStep::arrivedMicros).containsExactly(4_000L, 4_000L);
  }

  @Test
  void tenTracesMayBeginInASecond() {
    for (int i = 0; i < 10; i++) {
      assertThat(traces.begin(trace(i), step -> {})).isTrue();
    }
    assertThat(traces.begin(trace(10), step -> {})).isFalse();
    time.run(Duration.ofSeconds(1));

    assertThat(traces.begin(trace(10), step -> {})).isTrue();
  }

  private static Batch batch(PeerId origin) {
    return Batches.batch(new OriginLane(origin, 1, Lane.NORMAL), 1, 1, "t", 0);
  }
}
