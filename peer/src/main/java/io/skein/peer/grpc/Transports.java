package io.skein.peer.grpc;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.skein.wire.HostPort;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Makes the servers and channels of one peer: all on its one event loop, with its
 * limits.
 */
public final class Transports implements AutoCloseable {
  private static final int RST_FRAMES = 100;
  private static final int RST_SECONDS = 10;
  private static final long HANDSHAKE_SECONDS = 5;
  private static final long IDLE_SECONDS = 60;
  private static final long KEEPALIVE_SECONDS = 10;

  private final boolean epoll = Epoll.isAvailable();
  private final EventLoopGroup group;
  private final @Nullable SslContext serverTls;
  private final @Nullable Supplier<SslContext> clientTls;

  /**
   * Transports.
   *
   * @param serverTls for the overlay port; null for plaintext
   * @param clientTls for a link that is dialled now; null for plaintext
   */
  public Transports(
      String threadName, @Nullable SslContext serverTls, @Nullable Supplier<SslContext> clientTls) {
    DefaultThreadFactory threads = new DefaultThreadFactory(threadName, true);
    this.group =
        new MultiThreadIoEventLoopGroup(
            1, threads, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    this.serverTls = serverTls;
    this.clientTls = clientTls;
  }

  public EventLoopGroup group() {
    return group;
  }

  /** A channel to another peer's overlay port. */
  NettyChannelBuilder channel(String address) {
    NettyChannelBuilder builder =
        bareChannel(address).flowControlWindow(GrpcLimits.WINDOW).overrideAuthority("skein");
    return clientTls == null ? builder.usePlaintext() : builder.sslContext(clientTls.get());
  }

  /** Whether links are encrypted. */
  boolean hasTls() {
    return clientTls != null;
  }

  /** A channel to a bootstrap server. */
  NettyChannelBuilder seedChannel(SeedAccess seed) {
    NettyChannelBuilder builder =
        bareChannel(seed.address().toString())
            .maxInboundMessageSize(GrpcLimits.MAX_BOOTSTRAP_ANSWER);
    return seed.tls() == null ? builder.usePlaintext() : builder.sslContext(seed.tls());
  }

  private NettyChannelBuilder bareChannel(String address) {
    return NettyChannelBuilder.forTarget(HostPort.parse(address).target())
        .eventLoopGroup(group)
        .channelType(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
        .directExecutor()
        .disableRetry()
        .proxyDetector(target -> null);
  }

  /** A server for links. */
  public NettyServerBuilder overlayServer(InetSocketAddress address) {
    NettyServerBuilder builder =
        server(address)
            .maxConcurrentCallsPerConnection(GrpcLimits.OVERLAY_STREAMS)
            .maxInboundMessageSize(GrpcLimits.MAX_LINK_MESSAGE);
    return serverTls == null ? builder : builder.sslContext(serverTls);
  }

  /**
   * A server for apps.
   *
   * @param address TCP, or the path of a UNIX socket
   * @param door who may call
   */
  public NettyServerBuilder appServer(SocketAddress address, AppDoor door) {
    NettyServerBuilder builder =
        server(address)
            .maxConcurrentCallsPerConnection(GrpcLimits.APP_STREAMS)
            .maxInboundMessageSize(GrpcLimits.MAX_APP_REQUEST)
            .addTransportFilter(new Connections())
            .intercept(door.access());
    door.tls().ifPresent(builder::sslContext);
    return builder;
  }

  /**
   * The address of a UNIX socket.
   *
   * @throws IllegalStateException if this platform has none
   */
  public SocketAddress unixSocket(String path) {
    if (!epoll) {
      throw new IllegalStateException("UNIX sockets need Linux: use HOST:PORT for --app");
    }
    return new DomainSocketAddress(path);
  }

  private NettyServerBuilder server(SocketAddress address) {
    NettyServerBuilder builder = NettyServerBuilder.forAddress(address);
    if (address instanceof DomainSocketAddress) {
      builder.channelFactory(PrivateSocket::create);
    } else {
      builder.channelType(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
    }
    return builder
        .bossEventLoopGroup(group)
        .workerEventLoopGroup(group)
        .directExecutor()
        .flowControlWindow(GrpcLimits.WINDOW)
        .maxInboundMetadataSize(GrpcLimits.METADATA_SOFT, GrpcLimits.METADATA_HARD)
        .maxRstFramesPerWindow(RST_FRAMES, RST_SECONDS)
        .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
        .maxConnectionIdle(IDLE_SECONDS, TimeUnit.SECONDS)
        .permitKeepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true)
        .decompressorRegistry(io.grpc.DecompressorRegistry.emptyInstance());
  }

  /** Ends the event loop, after everything on it is closed. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nobody is left to wait for it
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }
}
