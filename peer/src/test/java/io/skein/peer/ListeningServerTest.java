package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.stub.StreamObserver;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.PublishStreamResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ListeningServerTest {
  private final EventLoopGroup serving =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoopGroup calling =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final CompletableFuture<StreamObserver<PublishStreamResponse>> answers =
      new CompletableFuture<>();
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CompletableFuture<PublishStreamResponse> received = new CompletableFuture<>();
  private final CompletableFuture<Status> ended = new CompletableFuture<>();

  private final class Service extends MessagingServiceGrpc.MessagingServiceImplBase {
    @Override
    public StreamObserver<PublishStreamRequest> publishStream(
        StreamObserver<PublishStreamResponse> responses) {
      answers.complete(responses);
      return new StreamObserver<>() {
        @Override
        public void onNext(PublishStreamRequest request) {
          requested.countDown();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
      };
    }
  }

  private final class Caller implements StreamObserver<PublishStreamResponse> {
    @Override
    public void onNext(PublishStreamResponse response) {
      received.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
      ended.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      ended.complete(Status.OK);
    }
  }

  @AfterEach
  void end() throws Exception {
    serving.shutdownGracefully(0, 0, TimeUnit.SECONDS).get();
    calling.shutdownGracefully(0, 0, TimeUnit.SECONDS).get();
  }

  private static CountDownLatch hold(EventLoopGroup loop) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    loop.execute(
        () -> {
          held.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    held.await();
    return release;
  }

  private static void pass(EventLoopGroup loop) throws Exception {
    loop.submit(() -> {}).get();
    loop.submit(() -> {}).get();
  }

  private ListeningServer server() throws IOException {
    return ListeningServer.start(
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .bossEventLoopGroup(serving)
            .workerEventLoopGroup(serving)
            .channelType(NioServerSocketChannel.class)
            .directExecutor()
            .addService(new Service()),
        "--app");
  }

  private ManagedChannel channelTo(ListeningServer server) {
    return NettyChannelBuilder.forAddress("127.0.0.1", server.port())
        .eventLoopGroup(calling)
        .channelType(NioSocketChannel.class)
        .directExecutor()
        .usePlaintext()
        .build();
  }

  /** The caller goes on writing, and the server closes with something unread. */
  @Test
  void callersGetTheLastAnswerBeforeTheirConnectionEnds() throws Exception {
    ListeningServer server = server();
    ManagedChannel channel = channelTo(server);
    StreamObserver<PublishStreamRequest> requests =
        MessagingServiceGrpc.newStub(channel).publishStream(new Caller());
    requests.onNext(PublishStreamRequest.getDefaultInstance());
    requested.await();

    CountDownLatch serverGoesOn = hold(serving);
    requests.onNext(PublishStreamRequest.getDefaultInstance());
    pass(calling);
    CountDownLatch callerGoesOn = hold(calling);
    requests.onNext(PublishStreamRequest.getDefaultInstance());
    PublishStreamResponse last = PublishStreamResponse.newBuilder().setRelayed(1).build();
    answers.get().onNext(last);
    answers.get().onError(Status.UNAVAILABLE.withDescription("draining").asException());
    Thread closing = Thread.ofPlatform().start(server::close);
    while (!server.server().isShutdown()) {
      Thread.onSpinWait();
    }
    serverGoesOn.countDown();
    pass(serving);
    callerGoesOn.countDown();

    assertThat(ended.get().getDescription()).isEqualTo("draining");
    assertThat(received).isCompletedWithValue(last);
    closing.join();
    channel.shutdownNow();
  }
}
