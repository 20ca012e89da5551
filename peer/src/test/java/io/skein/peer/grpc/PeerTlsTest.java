package io.skein.peer.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerTlsTest {
  private final PeerTls accepting = tls();
  private final PeerTls dialling = tls();
  private final CompletableFuture<byte[]> seenByServer = new CompletableFuture<>();
  private Server server;

  @BeforeEach
  void start() throws IOException {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server =
        NettyServerBuilder.forAddress(loopback)
            .sslContext(accepting.server())
            .intercept(new LeafSeen(seenByServer))
            .addService(new HealthStatusManager().getHealthService())
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void everyBootHasALeafOfItsOwn() {
    assertThat(accepting.leafSha256()).hasSize(32).isNotEqualTo(dialling.leafSha256());
  }

  @Test
  void bothSidesSeeTheLeafOfTheOther() throws Exception {
    byte[] seenByClient = leafAtFirstMessage(dialling.client());

    assertThat(seenByClient).isEqualTo(accepting.leafSha256());
    assertThat(seenByServer.get(5, TimeUnit.SECONDS)).isEqualTo(dialling.leafSha256());
  }

  @Test
  void sideWithoutALeafIsRefused() throws Exception {
    SslContext nobody =
        GrpcSslContexts.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build();

    assertThatThrownBy(() -> leafAtFirstMessage(nobody))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("UNAVAILABLE");
    assertThat(seenByServer).isNotDone();
  }

  private byte[] leafAtFirstMessage(SslContext context) throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()))
            .sslContext(context)
            .overrideAuthority("skein")
            .build();
    try {
      var call = channel.newCall(HealthGrpc.getCheckMethod(), CallOptions.DEFAULT);
      var listener = new FirstMessage(call);
      call.start(listener, new Metadata());
      call.sendMessage(HealthCheckRequest.getDefaultInstance());
      call.halfClose();
      call.request(1);
      return listener.leaf.get(10, TimeUnit.SECONDS);
    } finally {
      channel.shutdownNow();
    }
  }

  private static PeerTls tls() {
    return PeerTls.create(System.currentTimeMillis(), new SecureRandom());
  }

  private static void completeWithLeaf(
      CompletableFuture<byte[]> leaf, @Nullable SSLSession session) {
    try {
      leaf.complete(PeerTls.leafSha256(Objects.requireNonNull(session)));
    } catch (NullPointerException e) {
      leaf.completeExceptionally(e);
    }
  }

  private static final class FirstMessage extends ClientCall.Listener<HealthCheckResponse> {
    private final CompletableFuture<byte[]> leaf = new CompletableFuture<>();
    private final ClientCall<?, ?> call;

    FirstMessage(ClientCall<?, ?> call) {
      this.call = call;
    }

    @Override
    public void onMessage(HealthCheckResponse message) {
      completeWithLeaf(leaf, call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      leaf.completeExceptionally(status.asException());
    }
  }

  private record LeafSeen(CompletableFuture<byte[]> leaf) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      completeWithLeaf(leaf, call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
      return next.startCall(call, headers);
    }
  }
}
