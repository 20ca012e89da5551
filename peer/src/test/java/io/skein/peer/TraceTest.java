package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.skein.peer.broadcast.Publisher;
import io.skein.peer.broadcast.TraceStep;
import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.Frame.TraceReport;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Batches;
import io.skein.peer.model.MessageType;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualNetwork.Line;
import io.skein.peer.simulation.VirtualPeer;
import io.skein.peer.simulation.VirtualStream.Wire;
import io.skein.proto.app.v1.PeerServiceGrpc;
import io.skein.proto.app.v1.PeerServiceGrpc.PeerServiceBlockingStub;
import io.skein.proto.app.v1.TraceRequest;
import io.skein.proto.app.v1.TraceResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a traced message, over virtual and over real links. */
final class TraceTest {
  @TempDir Path directory;

  /** A publisher that does not listen. */
  private record Silent(String app) implements Publisher {
    @Override
    public void accepted(BatchHeader batch, long first, int count) {}

    @Override
    public void relayed(BatchHeader batch, long first, int count) {}

    @Override
    public void expired(BatchHeader batch, long first, int count) {}
  }

  @Test
  void originLearnsTheWayAlongALine() {
    VirtualNetwork network = new VirtualNetwork(new Random(3));
    List<VirtualPeer> line = line(network);
    trace(network, line.getFirst(), 1);

    List<TraceStep> steps = trace(network, line.getFirst(), 2);

    assertStep(steps.get(0), line.get(0), line.get(1), 1);
    assertStep(steps.get(1), line.get(1), line.get(2), 2);
    assertThat(steps).extracting(step -> step.report().asked()).containsExactly(false, false);
    assertThat(steps.get(0).arrivedMicros()).isBetween(900L, 1_300L);
    assertThat(steps.get(1).arrivedMicros()).isBetween(20_500L, 22_000L);
    assertThat(steps.get(1).roundTripMicros()).isBetween(42_000L, 43_000L);
  }

  @Test
  void originLearnsWhoHadToAsk() {
    VirtualNetwork network = new VirtualNetwork(new Random(3));
    List<VirtualPeer> line = line(network);
    network.down(Line.of("b", "c"));
    List<TraceStep> steps = trace(network, line.getFirst(), 1);
    assertThat(steps).hasSize(1);

    network.up(Line.of("b", "c"));
    network.time.run(Duration.ofSeconds(20));

    assertStep(steps.get(1), line.get(1), line.get(2), 2);
    assertThat(steps).extracting(step -> step.report().asked()).containsExactly(false, true);
  }

  /** Peers a, b and c, of which only neighbours in the alphabet can link. */
  private static List<VirtualPeer> line(VirtualNetwork network) {
    List<VirtualPeer> peers = List.of(peer(network, "a"), peer(network, "b"), peer(network, "c"));
    wire(network, "a", "b", 1);
    wire(network, "b", "c", 20);
    network.down(Line.of("a", "c"));
    peers.get(0).knows(peers.get(1));
    peers.get(1).knows(peers.get(2));
    network.time.run(Duration.ofSeconds(10));
    return peers;
  }

  private static List<TraceStep> trace(VirtualNetwork network, VirtualPeer from, int number) {
    ByteString trace = ByteString.copyFrom(new byte[15]).concat(oneByte(number));
    List<TraceStep> steps = new ArrayList<>();
    assertThat(from.core.broadcast.traces().begin(trace, steps::add)).isTrue();
    from.core.broadcast.publishTraced(
        trace, new Silent("test"), new MessageType("_skein.trace"), Batches.message("x"));
    network.time.run(Duration.ofSeconds(1));
    return steps;
  }

  private static ByteString oneByte(int value) {
    return ByteString.copyFrom(new byte[] {(byte) value});
  }

  private static void assertStep(TraceStep step, VirtualPeer from, VirtualPeer to, int hops) {
    TraceReport report = step.report();
    assertThat(report.peer()).isEqualTo(to.id);
    assertThat(report.from()).isEqualTo(from.id);
    assertThat(report.hops()).isEqualTo(hops);
  }

  private static VirtualPeer peer(VirtualNetwork network, String name) {
    VirtualPeer peer = new VirtualPeer(network, name, 1, LogLimits.DEFAULT);
    peer.start();
    return peer;
  }

  private static void wire(VirtualNetwork network, String a, String b, int millis) {
    network.wire(Line.of(a, b), new Wire(Duration.ofMillis(millis).toNanos(), 64 << 10, 100 << 20));
  }

  @Test
  void appIsToldWhomItsMessageReached() throws IOException {
    try (LocalPeers peers = new LocalPeers(directory, true)) {
      Peer origin = peers.start();
      List<Peer> others = List.of(peers.start(), peers.start());
      peers.awaitMesh();
      PeerServiceBlockingStub api = PeerServiceGrpc.newBlockingStub(peers.connect(origin));

      List<TraceResponse> events = all(api.trace(TraceRequest.getDefaultInstance()));

      assertThat(events).hasSize(4);
      assertThat(events.getFirst().getStarted().getKnownPeers()).isEqualTo(2);
      assertThat(events.getFirst().getStarted().getType()).isEqualTo("_skein.trace");
      assertThat(events.subList(1, 3))
          .extracting(event -> event.getStep().getPeerName())
          .containsExactlyInAnyOrderElementsOf(
              others.stream().map(peer -> peer.id().name()).toList());
      assertThat(events.subList(1, 3))
          .allSatisfy(
              event -> {
                assertThat(event.getStep().getHops()).isPositive();
                assertThat(event.getStep().getRoundTripMicros())
                    .isPositive()
                    .isGreaterThanOrEqualTo(event.getStep().getArrivedMicros());
              });
      assertThat(events.getLast().getEnd().getReached()).isEqualTo(2);
      assertThat(events.getLast().getEnd().getMissing()).isZero();
    }
  }

  @Test
  void badRequestsAreRefusedAndALonePeerReachesNobody() throws IOException {
    try (LocalPeers peers = new LocalPeers(directory, true)) {
      PeerServiceBlockingStub api = PeerServiceGrpc.newBlockingStub(peers.connect(peers.start()));

      assertRefused(api, TraceRequest.newBuilder().setType("_skein.x"), Status.PERMISSION_DENIED);
      assertRefused(api, TraceRequest.newBuilder().setType("a..b"), Status.INVALID_ARGUMENT);
      assertRefused(
          api, TraceRequest.newBuilder().setTimeoutMillis(60_001), Status.INVALID_ARGUMENT);
      List<TraceResponse> alone = all(api.trace(TraceRequest.newBuilder().setType("t").build()));
      assertThat(alone.getLast().getEnd().getReached()).isZero();
    }
  }

  private static void assertRefused(
      PeerServiceBlockingStub api, TraceRequest.Builder request, Status status) {
    assertThatThrownBy(() -> all(api.trace(request.build())))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(status.getCode()));
  }

  private static List<TraceResponse> all(Iterator<TraceResponse> events) {
    List<TraceResponse> all = new ArrayList<>();
    events.forEachRemaining(all::add);
    return all;
  }
}
