package io.skein.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.skein.proto.bootstrap.v1.BootstrapServiceGrpc;
import io.skein.proto.bootstrap.v1.SampleRequest;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapServerTest {
  private static final BootstrapConfig ANY_PORT =
      BootstrapConfig.listeningOn(HostPort.parseListen("127.0.0.1:0"));

  @Test
  void closingUnstartedAndTwiceIsFine() {
    BootstrapServer server = BootstrapServer.create(ANY_PORT);

    assertThatCode(server::close).doesNotThrowAnyException();
    assertThatCode(server::close).doesNotThrowAnyException();
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closedServerFreesItsPort() throws IOException {
    HostPort address;
    try (var first = started(ANY_PORT)) {
      address = first.address();
    }
    assertThat(address.port()).isPositive();
    try (var second = started(BootstrapConfig.listeningOn(address))) {
      assertThat(second.address()).isEqualTo(address);
    }
  }

  @Test
  void takenPortIsNamed() throws IOException {
    try (var first = started(ANY_PORT);
        var second = BootstrapServer.create(BootstrapConfig.listeningOn(first.address()))) {
      assertThatThrownBy(second::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen on " + first.address())
          .hasMessageContaining("in use")
          .hasMessageContaining("choose another");
    }
  }

  @Test
  void corruptSnapshotStopsTheStart(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("registry"), "nonsense, long enough to be read");
    try (var server = BootstrapServer.create(ANY_PORT.withSnapshotFile(file))) {
      assertThatThrownBy(server::start).hasMessageContaining(file.toString());
    }
  }

  @Test
  void healthAndReflectionAnswer() throws Exception {
    try (var server = started(ANY_PORT)) {
      ManagedChannel channel = channel(server);
      try {
        var health =
            HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance());
        assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
        assertThat(
                reflect(channel, BootstrapServiceGrpc.SERVICE_NAME)
                    .getFileDescriptorResponse()
                    .getFileDescriptorProtoCount())
            .isPositive();
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @Test
  void overlongRequestIsRefused() throws IOException {
    try (var server = started(ANY_PORT)) {
      ManagedChannel channel = channel(server);
      try {
        var stub = BootstrapServiceGrpc.newBlockingStub(channel);
        var request = SampleRequest.newBuilder().setNetwork("n".repeat(70_000)).build();
        assertThatThrownBy(() -> stub.sample(request))
            .isInstanceOfSatisfying(
                StatusRuntimeException.class,
                e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private static BootstrapServer started(BootstrapConfig config) throws IOException {
    BootstrapServer server = BootstrapServer.create(config);
    server.start();
    return server;
  }

  private static ManagedChannel channel(BootstrapServer server) {
    return NettyChannelBuilder.forAddress(server.address().resolve()).usePlaintext().build();
  }

  private static ServerReflectionResponse reflect(ManagedChannel channel, String symbol)
      throws Exception {
    var answer = new CompletableFuture<ServerReflectionResponse>();
    var requests =
        ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new FirstAnswer(answer));
    requests.onNext(ServerReflectionRequest.newBuilder().setFileContainingSymbol(symbol).build());
    requests.onCompleted();
    return answer.get(5, TimeUnit.SECONDS);
  }

  private record FirstAnswer(CompletableFuture<ServerReflectionResponse> answer)
      implements StreamObserver<ServerReflectionResponse> {
    @Override
    public void onNext(ServerReflectionResponse response) {
      answer.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
      answer.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}
  }
}
