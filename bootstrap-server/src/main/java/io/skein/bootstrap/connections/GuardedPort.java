package io.skein.bootstrap.connections;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.bootstrap.ServerBootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Thread-safe. One port with a guard before it, and the threads that serve it. */
public final class GuardedPort implements AutoCloseable {
  /** For a first request of something else than gRPC. */
  static final Duration PROOF = Duration.ofSeconds(10);

  /** For a first call of gRPC, after the handshake. */
  private static final Duration FIRST_CALL = Duration.ofSeconds(5);

  private final boolean epoll = Epoll.isAvailable();
  private final ConnectionTable table;
  private final EventLoopGroup group;

  /**
   * A port that nobody listens on yet.
   *
   * @param threads name of its threads
   * @param count how many; 0: twice as many as processors
   */
  public GuardedPort(String threads, int count, ConnectionTable table) {
    this.table = table;
    group =
        new MultiThreadIoEventLoopGroup(
            count,
            new DefaultThreadFactory(threads, true),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  private ChannelFactory<ServerChannel> sockets(Duration proof) {
    Supplier<ServerChannel> socket =
        epoll ? EpollServerSocketChannel::new : NioServerSocketChannel::new;
    return new AcceptGuard(table, proof).before(socket);
  }

  /** The connections that others opened. */
  public ConnectionTable connections() {
    return table;
  }

  /**
   * A server of gRPC on it, to be built once.
   *
   * @param limits what a connection may do
   */
  public NettyServerBuilder listen(InetSocketAddress address, Http2Limits limits) {
    return limits
        .on(NettyServerBuilder.forAddress(address))
        .channelFactory(sockets(limits.handshake().plus(FIRST_CALL)))
        .bossEventLoopGroup(group)
        .workerEventLoopGroup(group)
        .addTransportFilter(new Handshakes(table));
  }

  /**
   * A server of something else on it, to be bound once: it accepts nothing before its {@code
   * autoRead} is set.
   *
   * @param connection handles each connection
   * @throws IOException if the address is not to be had; then this is closed
   */
  public Channel bind(InetSocketAddress address, ChannelHandler connection) throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group)
            .channelFactory(sockets(PROOF))
            .option(ChannelOption.AUTO_READ, false)
            .childHandler(connection)
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close();
      throw new IOException(bound.cause().getMessage(), bound.cause());
    }
    return bound.channel();
  }

  /** Ends the threads, after the server. Idempotent. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nobody is left to wait for it
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }
}
