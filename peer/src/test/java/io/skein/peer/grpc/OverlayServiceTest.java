package io.skein.peer.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.bootstrap.connections.ConnectionTable;
import io.skein.peer.log.LogLimits;
import io.skein.peer.simulation.VirtualNetwork;
import io.skein.peer.simulation.VirtualPeer;
import io.skein.proto.overlay.v1.LinkResponse;
import io.skein.proto.overlay.v1.OverlayServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class OverlayServiceTest {
  @Test
  void linkThatComesBeforeThePeerCanIntroduceItselfIsRefused() throws IOException {
    ReceivedRecords records = new ReceivedRecords("test", id -> null);
    OverlayService starting =
        new OverlayService(
            () -> false,
            transport -> {
              throw new AssertionError("accepted");
            },
            new IdentityTrust(true, () -> 0),
            records,
            new ConnectionTable(ConnectionLimits.DEFAULTS, () -> true));
    try (Transports transports = new Transports("overlay-service-test", null, null)) {
      InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      Server server =
          transports
              .overlayServer(loopback, Duration.ofSeconds(5))
              .addService(starting.definition())
              .build()
              .start();
      ManagedChannel channel = transports.channel("127.0.0.1:" + server.getPort()).build();
      LinkEnd end = new LinkEnd();
      OverlayServiceGrpc.newStub(channel).link(end);

      Status status = end.status.orTimeout(20, TimeUnit.SECONDS).join();

      assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(status.getDescription()).contains("starting", "dial it again");
      channel.shutdownNow();
      server.shutdownNow();
    }
  }

  @Test
  void secondLinkOfOneConnectionIsRefused() throws IOException {
    ReceivedRecords records = new ReceivedRecords("test", id -> null);
    VirtualNetwork network = new VirtualNetwork(new Random(1));
    VirtualPeer peer = new VirtualPeer(network, "a", 1, LogLimits.DEFAULT);
    peer.start();
    OverlayService service =
        new OverlayService(
            () -> true,
            peer.core.mesh::accept,
            new IdentityTrust(true, () -> 0),
            records,
            new ConnectionTable(ConnectionLimits.DEFAULTS, () -> true));
    try (Transports transports = new Transports("overlay-service-test", null, null)) {
      InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      Server server =
          transports
              .overlayServer(loopback, Duration.ofSeconds(5))
              .addService(service.definition())
              .build()
              .start();
      ManagedChannel channel = transports.channel("127.0.0.1:" + server.getPort()).build();
      LinkEnd first = new LinkEnd();
      OverlayServiceGrpc.newStub(channel).link(first);
      // Calls that wait for a new connection may overtake each other.
      assertThat(first.status.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(Status.OK);
      LinkEnd second = new LinkEnd();
      OverlayServiceGrpc.newStub(channel).link(second);

      Status status = second.status.orTimeout(20, TimeUnit.SECONDS).join();

      assertThat(status.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
      assertThat(status.getDescription()).contains("carries a link already");
      channel.shutdownNow();
      server.shutdownNow();
    }
  }

  private static final class LinkEnd implements StreamObserver<LinkResponse> {
    final CompletableFuture<Status> status = new CompletableFuture<>();

    @Override
    public void onNext(LinkResponse response) {
      status.complete(Status.OK);
    }

    @Override
    public void onError(Throwable error) {
      status.complete(Status.fromThrowable(error));
    }

    @Override
    public void onCompleted() {
      status.complete(Status.OK);
    }
  }
}
