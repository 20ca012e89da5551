package io.skein.peer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.skein.proto.app.v1.Ban;
import io.skein.proto.app.v1.BanPeerRequest;
import io.skein.proto.app.v1.BanPeerResponse;
import io.skein.proto.app.v1.GetPeerRequest;
import io.skein.proto.app.v1.GetPeerResponse;
import io.skein.proto.app.v1.LiftBanRequest;
import io.skein.proto.app.v1.LiftBanResponse;
import io.skein.proto.app.v1.LinkDirection;
import io.skein.proto.app.v1.LinkStatus;
import io.skein.proto.app.v1.ListBansRequest;
import io.skein.proto.app.v1.ListBansResponse;
import io.skein.proto.app.v1.PeerLeft;
import io.skein.proto.app.v1.PeerServiceGrpc.PeerServiceImplBase;
import io.skein.proto.app.v1.PeerStatus;
import io.skein.proto.app.v1.SnapshotEnd;
import io.skein.proto.app.v1.TraceEnd;
import io.skein.proto.app.v1.TraceRequest;
import io.skein.proto.app.v1.TraceResponse;
import io.skein.proto.app.v1.TraceStarted;
import io.skein.proto.app.v1.TraceStep;
import io.skein.proto.app.v1.WatchPeersRequest;
import io.skein.proto.app.v1.WatchPeersResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PeerCommandsTest {
  private final RecordingTerminal terminal = new RecordingTerminal();
  private Server server;

  @BeforeEach
  void start() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new FakePeers())
            .build()
            .start();
    terminal.environment.put("SKEIN_PEER", "127.0.0.1:" + server.getPort());
  }

  @AfterEach
  void close() {
    server.shutdownNow();
  }

  @Test
  void peersAreATable() {
    assertThat(terminal.run("peers")).isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "PEER        ADDRESSES  LINK     STATE  EAGER  PARENT  RTT    QUEUED  IN      OUT     PENALTY        LAST CLOSED",
            "aaaaaaaaaa  a:1,a:2    dialled  eager  7      2       1.5ms  0B      2.0KiB  3.0MiB  24",
            "bbbbbbbbbb  -          -        -      -      -       -      -       -       -       banned 10m30s  gone\\u001b[2J");
  }

  @Test
  void lazyAndSilentLinksAreNamed() {
    LinkStatus lazy = LinkStatus.newBuilder().setLazy(true).build();
    LinkStatus silent = lazy.toBuilder().setSilentMillis(3_000).build();

    assertThat(PeerTable.line(PeerStatus.newBuilder().setLink(lazy).build())).contains("  lazy  ");
    assertThat(PeerTable.line(PeerStatus.newBuilder().setLink(silent).build()))
        .contains("  silent  ");
  }

  @Test
  void peersAreObjectsForPrograms() {
    assertThat(terminal.run("peers", "-o", "json")).isZero();
    assertThat(terminal.out().lines())
        .hasSize(2)
        .first()
        .asString()
        .contains(
            "\"addresses\":[\"a:1\",\"a:2\"]",
            "\"rtt_micros\":1500",
            "\"lazy\":false,\"eager_origins\":7,\"parent_origins\":2");
  }

  @Test
  void watchGoesOnAfterTheSnapshot() {
    assertThat(terminal.run("peers", "--watch")).isEqualTo(1);
    assertThat(terminal.out().lines()).contains("left  bbbbbbbbbb  expired");
    assertThat(terminal.err()).contains("over a limit of the peer: too far behind");
  }

  @Test
  void watchSaysWhatEachObjectIs() {
    terminal.run("peers", "--watch", "-o", "json");

    assertThat(terminal.out().lines().toList().getFirst()).contains("\"event\":\"present\"");
    assertThat(terminal.out().lines().toList().getLast()).contains("\"event\":\"left\"");
  }

  @Test
  void traceIsATree() {
    assertThat(terminal.run("trace")).isEqualTo(1);
    assertThat(terminal.out().lines())
        .containsExactly(
            "PEER                    HOPS       LINK      RELAY    ARRIVED  ROUND TRIP",
            "aaaaaaaaaa                 0          -          -          -           -",
            "  bbbbbbbbbb               1     0.50ms     0.02ms     0.70ms      1.20ms",
            "    cccccccccc             2     2.00ms     0.01ms     3.00ms      5.50ms  asked",
            "from dddddddddd, which has not reported:",
            "  eeeeeeeeee               4          -     0.01ms     9.00ms      9.50ms",
            "reached 3 of 4 known peers",
            "no report from dddddddddd");
  }

  @Test
  void traceIsObjectsForPrograms() {
    assertThat(terminal.run("trace", "-o", "json", "--type", "chat.x")).isEqualTo(1);
    assertThat(terminal.out().lines())
        .hasSize(5)
        .startsWith(
            "{\"event\":\"started\",\"trace\":\"0007\",\"peer\":\"%s\",\"type\":\"chat.x\",\"known_peers\":4}"
                .formatted("a".repeat(52)))
        .anyMatch(line -> line.contains("\"hops\":2,\"link_micros\":2000,\"relay_micros\":10"))
        .endsWith(
            "{\"event\":\"end\",\"reached\":3,\"missing\":1,\"missing_peers\":[\"%s\"]}"
                .formatted("d".repeat(52)));
  }

  @Test
  void statusIsABlock() {
    assertThat(terminal.run("status")).isZero();
    assertThat(terminal.out())
        .contains(
            "peer         aaaaaaaaaaaa\n",
            "network      default (insecure)\n",
            "up           1m5s, boot number 9\n",
            "ready        no: no links\n");
  }

  @Test
  void statusIsAnObjectForPrograms() {
    assertThat(terminal.run("status", "-o", "json")).isZero();
    assertThat(terminal.out()).contains("\"ready\":false", "\"counters\":{\"published\":3");
  }

  @Test
  void bannedPeersAreATable() {
    assertThat(terminal.run("ban", "list")).isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "BANNED           LEFT        TIMES  BY        REASON",
            "bbbbbbbbbb       10m30s          2  peer      flood");
  }

  @Test
  void bansAreObjectsForPrograms() {
    assertThat(terminal.run("ban", "list", "-o", "json")).isZero();
    assertThat(terminal.out())
        .contains("\"remaining_millis\":629001,\"times\":2,\"by_operator\":false");
  }

  @Test
  void startOfAnIdNamesAPeer() {
    assertThat(terminal.run("ban", "bbbb", "--for", "2h", "--reason", "why")).isZero();
    assertThat(terminal.out()).contains("2h", "operator", "why");
    assertThat(terminal.run("ban", "lift", "bbbb")).isZero();
  }

  @Test
  void idThatIsNoneOrOfNobodyIsRefused() {
    assertThat(terminal.run("ban", "cccc")).isEqualTo(1);
    assertThat(terminal.err()).contains("no known peer begins with 'cccc': give the whole id");
    assertThat(terminal.run("ban", "bbb")).isEqualTo(1);
    assertThat(terminal.err()).contains("'bbb' is no peer id: expected its first 4 characters");
    assertThat(terminal.run("ban", "lift", "aaaa")).isEqualTo(1);
    assertThat(terminal.err()).contains("no banned peer begins with 'aaaa'");
    assertThat(terminal.run("ban")).isEqualTo(1);
    assertThat(terminal.err()).contains("name the peer to ban");
  }

  @Test
  void watchTellsOfBans() {
    terminal.run("peers", "--watch");
    assertThat(terminal.out().lines()).contains("banned  bbbbbbbbbb  flood");
  }

  private static final Ban BAN =
      Ban.newBuilder()
          .setPeerId(ByteString.copyFrom(new byte[32]))
          .setPeerName("b".repeat(52))
          .setReason("flood")
          .setRemainingMillis(629_001)
          .setTimes(2)
          .build();

  private static final class FakePeers extends PeerServiceImplBase {
    @Override
    public void listBans(ListBansRequest request, StreamObserver<ListBansResponse> responses) {
      responses.onNext(ListBansResponse.newBuilder().addBans(BAN).build());
      responses.onCompleted();
    }

    @Override
    public void banPeer(BanPeerRequest request, StreamObserver<BanPeerResponse> responses) {
      Ban.Builder ban =
          Ban.newBuilder()
              .setPeerName("b".repeat(52))
              .setReason(request.getReason())
              .setRemainingMillis(request.getDurationMillis())
              .setByOperator(true);
      responses.onNext(BanPeerResponse.newBuilder().setBan(ban).build());
      responses.onCompleted();
    }

    @Override
    public void liftBan(LiftBanRequest request, StreamObserver<LiftBanResponse> responses) {
      responses.onNext(LiftBanResponse.getDefaultInstance());
      responses.onCompleted();
    }

    @Override
    public void getPeer(GetPeerRequest request, StreamObserver<GetPeerResponse> responses) {
      GetPeerResponse.Builder peer =
          GetPeerResponse.newBuilder()
              .setPeerName("aaaaaaaaaaaa")
              .setNetwork("default")
              .setEpoch(9)
              .setUptimeMillis(65_000)
              .addNotReadyReasons("no links");
      peer.getCountersBuilder().setPublished(3);
      responses.onNext(peer.build());
      responses.onCompleted();
    }

    @Override
    public void trace(TraceRequest request, StreamObserver<TraceResponse> responses) {
      TraceStarted started =
          TraceStarted.newBuilder()
              .setTrace(ByteString.copyFrom(new byte[] {0, 7}))
              .setPeerName("a".repeat(52))
              .setType(request.getType())
              .setKnownPeers(4)
              .build();
      responses.onNext(TraceResponse.newBuilder().setStarted(started).build());
      responses.onNext(step("c", "b", 2, 2_000, 10, 3_000, 5_500));
      responses.onNext(step("b", "a", 1, 500, 20, 700, 1_200));
      responses.onNext(step("e", "d", 4, 0, 10, 9_000, 9_500));
      TraceEnd end =
          TraceEnd.newBuilder()
              .setReached(3)
              .setMissing(1)
              .addMissingPeerNames("d".repeat(52))
              .build();
      responses.onNext(TraceResponse.newBuilder().setEnd(end).build());
      responses.onCompleted();
    }

    private static TraceResponse step(String peer, String from, int hops, long... micros) {
      return TraceResponse.newBuilder()
          .setStep(
              TraceStep.newBuilder()
                  .setPeerName(peer.repeat(52))
                  .setFromPeerName(from.repeat(52))
                  .setHops(hops)
                  .setLinkMicros(micros[0])
                  .setRelayMicros(micros[1])
                  .setArrivedMicros(micros[2])
                  .setRoundTripMicros(micros[3])
                  .setAsked(peer.equals("c")))
          .build();
    }

    @Override
    public void watchPeers(
        WatchPeersRequest request, StreamObserver<WatchPeersResponse> responses) {
      PeerStatus linked =
          PeerStatus.newBuilder()
              .setPeerName("a".repeat(52))
              .addAddresses("a:1")
              .addAddresses("a:2")
              .setPenalty(24)
              .setLink(
                  LinkStatus.newBuilder()
                      .setDirection(LinkDirection.LINK_DIRECTION_DIALLED)
                      .setRttMicros(1500)
                      .setEagerOrigins(7)
                      .setParentOrigins(2)
                      .setReceivedBytes(2048)
                      .setSentBytes(3 << 20))
              .build();
      PeerStatus known =
          PeerStatus.newBuilder()
              .setPeerName("b".repeat(52))
              .setLastCloseReason("gone\u001b[2J")
              .setBan(BAN)
              .build();
      responses.onNext(WatchPeersResponse.newBuilder().setPresent(linked).build());
      responses.onNext(WatchPeersResponse.newBuilder().setPresent(known).build());
      responses.onNext(
          WatchPeersResponse.newBuilder().setSnapshotEnd(SnapshotEnd.getDefaultInstance()).build());
      PeerLeft left =
          PeerLeft.newBuilder().setPeerName("b".repeat(52)).setReason("expired").build();
      responses.onNext(WatchPeersResponse.newBuilder().setBanned(BAN).build());
      responses.onNext(WatchPeersResponse.newBuilder().setLeft(left).build());
      responses.onError(
          Status.RESOURCE_EXHAUSTED.withDescription("too far behind").asRuntimeException());
    }
  }
}
