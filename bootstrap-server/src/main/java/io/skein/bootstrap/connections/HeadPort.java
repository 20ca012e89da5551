package io.skein.bootstrap.connections;

import io.grpc.netty.shaded.io.netty.bootstrap.ServerBootstrap;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Thread-safe. A guarded port of a protocol in which a caller sends one head of text, as of HTTP/1,
 * and gets one answer. A connection has proved itself by a whole head.
 */
public final class HeadPort implements AutoCloseable {
  /** For an answer, so that who does not read it does not stay. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** After an answer, for what was sent and is not read: its reset would take the answer along. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final GuardedPort port;
  private final Service service;
  private final Channel listening;
  private final int number;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** What is answered; thread-safe. */
  public interface Service {
    /** Whether what came so far is all that is read of a head; called on an event loop. */
    boolean isRead(CharSequence head);

    /** The whole answer, in bytes; called on a virtual thread. */
    byte[] answer(String head, InetAddress local);
  }

  private HeadPort(GuardedPort port, InetSocketAddress address, Service service)
      throws IOException {
    this.port = port;
    this.service = service;
    ChannelFuture bound =
        new ServerBootstrap()
            .group(port.group())
            .channelFactory(port.sockets())
            .option(ChannelOption.AUTO_READ, false)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel accepted) {
                    accepted.pipeline().addLast(new Caller());
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(bound.cause().getMessage(), bound.cause());
    }
    listening = bound.channel();
    number = ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /**
   * Listens, and accepts nothing before {@link #start}.
   *
   * @param port closed with this
   * @throws IOException if the address is not to be had
   */
  public static HeadPort bind(GuardedPort port, InetSocketAddress address, Service service)
      throws IOException {
    try {
      return new HeadPort(port, address, service);
    } catch (IOException e) {
      port.close();
      throw e;
    }
  }

  /** Begins to accept. */
  public void start() {
    listening.config().setAutoRead(true);
  }

  /** The port that it listens on. */
  public int number() {
    return number;
  }

  /** Confined to the event loop of one connection. Reads its head, and has it answered. */
  private final class Caller extends SimpleChannelInboundHandler<ByteBuf> {
    private final StringBuilder head = new StringBuilder();
    private boolean isRead;

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      while (!isRead && bytes.isReadable()) {
        head.append((char) bytes.readUnsignedByte());
        isRead = service.isRead(head);
        if (isRead) {
          port.connections().proved(context.channel().remoteAddress());
          answerLater(context);
        }
      }
    }

    private void answerLater(ChannelHandlerContext context) {
      closeLater(context, ANSWER);
      String whole = head.toString();
      InetAddress local = ((InetSocketAddress) context.channel().localAddress()).getAddress();
      try {
        threads.execute(() -> send(context, service.answer(whole, local)));
      } catch (RejectedExecutionException closing) {
        var unused = context.close();
      }
    }

    private void send(ChannelHandlerContext context, byte[] answer) {
      if (context.executor().isShuttingDown()) {
        return;
      }
      var unused =
          context
              .writeAndFlush(Unpooled.wrappedBuffer(answer))
              .addListener(sent -> linger(context));
    }

    private void linger(ChannelHandlerContext context) {
      port.connections().served(context.channel().remoteAddress());
      var unused = ((SocketChannel) context.channel()).shutdownOutput();
      closeLater(context, LINGER);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // to close what is closed does nothing
    private void closeLater(ChannelHandlerContext context, Duration delay) {
      Runnable close =
          () -> {
            var unused = context.close();
          };
      context.executor().schedule(close, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable broken) {
      var unused = context.close();
    }
  }

  /** Stops to listen, and ends what is served. Idempotent. */
  @Override
  public void close() {
    var unused = listening.close().awaitUninterruptibly();
    threads.shutdownNow();
    port.close();
  }
}
