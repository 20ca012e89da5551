package io.skein.bootstrap.connections;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler.Sharable;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Thread-safe. Asks a {@link ConnectionTable} about each connection that a listening socket
 * accepts, before anything is made for it: TLS, HTTP/2 and gRPC see only those that it admits.
 */
@Sharable
public final class AcceptGuard extends ChannelInboundHandlerAdapter {
  private final ConnectionTable table;
  private final Duration patience;

  /**
   * A guard.
   *
   * @param patience how long a connection may take to prove itself; zero: as long as there is room
   */
  public AcceptGuard(ConnectionTable table, Duration patience) {
    this.table = table;
    this.patience = patience;
  }

  /** Makes listening sockets that this guard stands before. */
  public ChannelFactory<ServerChannel> before(Supplier<? extends ServerChannel> sockets) {
    return () -> {
      ServerChannel socket = sockets.get();
      socket.pipeline().addFirst(this);
      return socket;
    };
  }

  private static void close(Channel accepted) {
    var unused = accepted.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Channel accepted = (Channel) message;
    Connection connection = table.admit(from(accepted), () -> close(accepted));
    if (connection == null) {
      accepted.unsafe().closeForcibly();
      return;
    }
    var unused = accepted.closeFuture().addListener(closed -> table.ended(connection));
    accepted.pipeline().addLast(new FirstBytes(connection));
    expireLater(context, connection);
    context.fireChannelRead(accepted);
  }

  /** Of one that was reset at once the address is not known any more. */
  private static SocketAddress from(Channel accepted) {
    SocketAddress remote = accepted.remoteAddress();
    return remote == null ? InetSocketAddress.createUnresolved("unknown", 0) : remote;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what ended before is not expired
  private void expireLater(ChannelHandlerContext context, Connection connection) {
    if (!patience.isZero()) {
      context
          .executor()
          .schedule(() -> table.expire(connection), patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Confined to the event loop of the connection. Tells who sends from who only connects. */
  private final class FirstBytes extends ChannelInboundHandlerAdapter {
    private final Connection connection;

    FirstBytes(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      table.heard(connection);
      context.fireChannelRead(message);
      context.pipeline().remove(this);
    }
  }
}
