package io.skein.compare.thinmesh;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.skein.compare.member.Intake;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The connections of a thin member, all on one event loop; thread-safe. */
final class Endpoint implements AutoCloseable {
  private static final int READY_BELOW_BYTES = 64 << 10;
  private static final int FRAMES_REQUESTED = 16;
  private static final int MOST_BYTES = 4 << 20;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final ThinMember member;
  private final Intake intake;
  private final Server server;

  Endpoint(ThinMember member, Intake intake, int port) throws IOException {
    this.member = member;
    this.intake = intake;
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .bossEventLoopGroup(group)
            .workerEventLoopGroup(group)
            .channelType(EpollServerSocketChannel.class)
            .directExecutor()
            .maxInboundMessageSize(MOST_BYTES)
            .addService(
                ServerServiceDefinition.builder(Wire.SERVICE)
                    .addMethod(Wire.LINK, (call, headers) -> new Answered(call))
                    .build())
            .build()
            .start();
  }

  EventLoop loop() {
    return loop;
  }

  /** Opens a stream to the member at a port. */
  synchronized void call(int port) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .eventLoopGroup(group)
            .channelType(EpollSocketChannel.class)
            .directExecutor()
            .usePlaintext()
            .disableRetry()
            .maxInboundMessageSize(MOST_BYTES)
            .build();
    channels.add(channel);
    CallOptions options =
        CallOptions.DEFAULT.withOnReadyThreshold(READY_BELOW_BYTES).withWaitForReady();
    loop.execute(() -> new Called(channel.newCall(Wire.LINK, options)).start());
  }

  @Override
  public synchronized void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    server.shutdownNow();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1_000);
  }

  /** A stream that another member opened. */
  private final class Answered extends ServerCall.Listener<InputStream> {
    private final ServerCall<InputStream, InputStream> call;
    private final ThinLink link;

    Answered(ServerCall<InputStream, InputStream> call) {
      this.call = call;
      link = new ThinLink(call::isReady, call::sendMessage, intake, member::sent);
      call.setOnReadyThreshold(READY_BELOW_BYTES);
      call.sendHeaders(new Metadata());
      call.request(FRAMES_REQUESTED);
      member.linked(link);
    }

    @Override
    public void onMessage(InputStream message) {
      link.arrived(message);
      call.request(1);
    }

    @Override
    public void onReady() {
      link.pump();
    }
  }

  /** A stream that this member opened. */
  private final class Called extends ClientCall.Listener<InputStream> {
    private final ClientCall<InputStream, InputStream> call;
    private final ThinLink link;

    Called(ClientCall<InputStream, InputStream> call) {
      this.call = call;
      link = new ThinLink(call::isReady, call::sendMessage, intake, member::sent);
    }

    void start() {
      call.start(this, new Metadata());
      call.request(FRAMES_REQUESTED);
    }

    /** The other one has answered: both sides can send. */
    @Override
    public void onHeaders(Metadata headers) {
      member.linked(link);
    }

    @Override
    public void onMessage(InputStream message) {
      link.arrived(message);
      call.request(1);
    }

    @Override
    public void onReady() {
      link.pump();
    }
  }
}
