package io.skein.peer.bench.client;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.skein.wire.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The one event loop of an app, and its connections; thread-safe. Calls that are started on it call
 * back on it: a hop between threads costs more than the work.
 */
public final class AppLoop implements AutoCloseable {
  private static final String UNIX = "unix:";
  private static final int MAX_MESSAGE_BYTES = 32 << 20;
  private static final int MAX_METADATA_BYTES = 16 << 10;
  private static final long CLOSE_MILLIS = 2_000;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final List<ManagedChannel> channels = new ArrayList<>();

  /**
   * Opens a connection of its own, in plaintext; it is closed with the loop.
   *
   * @param address {@code HOST:PORT} or {@code unix:PATH} of a peer's app API
   */
  public synchronized ManagedChannel connect(String address) {
    // Without gRPC's retries: they keep a copy of what is sent, and our buffers are used again.
    ManagedChannel channel =
        builder(address)
            .eventLoopGroup(group)
            .directExecutor()
            .usePlaintext()
            .disableRetry()
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .build();
    channels.add(channel);
    return channel;
  }

  /** Runs {@code task} on the loop, after what is running there. */
  public void execute(Runnable task) {
    loop.execute(task);
  }

  /** Runs {@code task} on the loop in {@code delayNanos}. */
  public void schedule(Runnable task, long delayNanos) {
    var unused = loop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
  }

  /** Runs {@code task} on the loop every {@code periodMillis} until the loop is closed. */
  public void every(long periodMillis, Runnable task) {
    var unused =
        loop.scheduleWithFixedDelay(task, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
  }

  boolean isCurrent() {
    return loop.inEventLoop();
  }

  /** Ends all calls and connections; waits for at most two seconds. */
  @Override
  public synchronized void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    group
        .shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_MILLIS);
  }

  private static NettyChannelBuilder builder(String address) {
    if (!address.startsWith(UNIX)) {
      Class<? extends Channel> type =
          Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
      return NettyChannelBuilder.forTarget(HostPort.parse(address).target()).channelType(type);
    }
    if (!Epoll.isAvailable()) {
      throw new IllegalArgumentException("address is " + address + ", but no epoll is here for it");
    }
    return NettyChannelBuilder.forAddress(new DomainSocketAddress(address.substring(UNIX.length())))
        .channelType(EpollDomainSocketChannel.class)
        .overrideAuthority("localhost");
  }
}
