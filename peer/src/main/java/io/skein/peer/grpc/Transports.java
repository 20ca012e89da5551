package io.skein.peer.grpc;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
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
import io.skein.bootstrap.connections.AcceptGuard;
import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.bootstrap.connections.Handshakes;
import io.skein.wire.HostPort;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Makes the servers and channels of one peer: all on its one event loop, with its
 * limits.
 */
public final class Transports implements AutoCloseable {
  static final long KEEPALIVE_SECONDS = 10;

  private final boolean epoll = Epoll.isAvailable();
  private final EventLoopGroup group;
  private final @Nullable SslContext serverTls;
  private final @Nullable Supplier<SslContext> clientTls;
  private final Ports ports;
  private final PortLimits limits;

  /** As the other one, with default limits. */
  public Transports(
      String threadName, @Nullable SslContext serverTls, @Nullable Supplier<SslContext> clientTls) {
    this(
        threadName,
        serverTls,
        clientTls,
        Ports.limited(ConnectionLimits.DEFAULTS),
        PortLimits.DEFAULTS);
  }

  /**
   * Transports.
   *
   * @param serverTls for the overlay port; null for plaintext
   * @param clientTls for a link that is dialled now; null for plaintext
   * @param ports the connections that others open
   * @param limits what each of them may do
   */
  public Transports(
      String threadName,
      @Nullable SslContext serverTls,
      @Nullable Supplier<SslContext> clientTls,
      Ports ports,
      PortLimits limits) {
    this.ports = ports;
    this.limits = limits;
    DefaultThreadFactory threads = new DefaultThreadFactory(threadName, true);
    this.group =
        new MultiThreadIoEventLoopGroup(
            1, threads, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    this.serverTls = serverTls;
    this.clientTls = clientTls;
  }

  /** The connections that others opened. */
  public Ports ports() {
    return ports;
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

  /**
   * A server for links.
   *
   * @param hello time for a {@code Hello} after the handshake
   */
  public NettyServerBuilder overlayServer(InetSocketAddress address, Duration hello) {
    NettyServerBuilder builder =
        server(address, new AcceptGuard(ports.overlay(), limits.http2().handshake().plus(hello)))
            .maxConcurrentCallsPerConnection(limits.overlayStreams())
            .maxInboundMessageSize(GrpcLimits.MAX_LINK_MESSAGE)
            .addTransportFilter(new Handshakes(ports.overlay()))
            .addTransportFilter(new Connections());
    return serverTls == null ? builder : builder.sslContext(serverTls);
  }

  /**
   * A server for apps.
   *
   * @param address TCP, or the path of a UNIX socket
   * @param door who may call
   * @param maxPayload bytes of the largest message that may be published
   */
  public NettyServerBuilder appServer(SocketAddress address, AppDoor door, long maxPayload) {
    NettyServerBuilder builder =
        server(address, new AcceptGuard(ports.app(), Duration.ZERO))
            .maxConcurrentCallsPerConnection(limits.appStreams())
            .maxInboundMessageSize(GrpcLimits.appRequest(maxPayload))
            .addTransportFilter(new Handshakes(ports.app()))
            .addTransportFilter(new Connections())
            .intercept(new ProvedByCall(ports.app()))
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

  private Supplier<ServerChannel> socket(SocketAddress address) {
    if (address instanceof DomainSocketAddress) {
      return PrivateSocket::create;
    }
    return epoll ? EpollServerSocketChannel::new : NioServerSocketChannel::new;
  }

  private NettyServerBuilder server(SocketAddress address, AcceptGuard guard) {
    return limits
        .http2()
        .on(NettyServerBuilder.forAddress(address))
        .channelFactory(guard.before(socket(address)))
        .bossEventLoopGroup(group)
        .workerEventLoopGroup(group)
        .directExecutor()
        .flowControlWindow(GrpcLimits.WINDOW)
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
