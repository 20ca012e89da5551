package io.skein.peer.admin;

import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.SocketChannel;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpDecoderConfig;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpObject;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpServerCodec;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpStatusClass;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpUtil;
import io.grpc.netty.shaded.io.netty.handler.timeout.ReadTimeoutHandler;
import io.grpc.netty.shaded.io.netty.handler.timeout.WriteTimeoutHandler;
import io.skein.bootstrap.connections.ConnectionTable;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/**
 * Thread-safe. Lets connections speak HTTP/1: one request after the other. A connection has proved
 * itself by a whole request, and ends with a refusal or if it does not wait for an answer.
 */
final class Callers extends ChannelInitializer<SocketChannel> {
  private static final int MOST_CHARACTERS_OF_LINE = 2048;
  private static final int MOST_BYTES_OF_HEADERS = 16 * 1024;

  /** For an answer, so that who does not read it does not stay. */
  private static final int ANSWER_SECONDS = 30;

  /** Between requests: who collects metrics comes every minute. */
  private static final int IDLE_SECONDS = 120;

  private final ConnectionTable connections;
  private final Executor threads;
  private final BiFunction<HttpRequest, InetAddress, FullHttpResponse> service;

  /**
   * Callers of a service.
   *
   * @param threads where it answers
   * @param service is told the address that a request came to
   */
  Callers(
      ConnectionTable connections,
      Executor threads,
      BiFunction<HttpRequest, InetAddress, FullHttpResponse> service) {
    this.connections = connections;
    this.threads = threads;
    this.service = service;
  }

  @Override
  protected void initChannel(SocketChannel accepted) {
    var limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MOST_CHARACTERS_OF_LINE)
            .setMaxHeaderSize(MOST_BYTES_OF_HEADERS);
    accepted
        .pipeline()
        .addLast(
            new ReadTimeoutHandler(IDLE_SECONDS),
            new WriteTimeoutHandler(ANSWER_SECONDS),
            new HttpServerCodec(limits),
            new Caller(accepted));
  }

  /** Confined to the event loop of one connection. */
  private final class Caller extends SimpleChannelInboundHandler<HttpObject> {
    private final SocketChannel connection;
    private boolean isBusy;
    private boolean isLast;

    Caller(SocketChannel connection) {
      this.connection = connection;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (!(part instanceof HttpRequest request)) {
        return;
      }
      if (isBusy) { // requests are not queued: who does not wait has to connect again
        isLast = true;
        return;
      }
      isBusy = true;
      isLast = !HttpUtil.isKeepAlive(request);
      connection.config().setAutoRead(false);
      connections.proved(connection.remoteAddress());
      InetAddress local = connection.localAddress().getAddress();
      var unused =
          CompletableFuture.supplyAsync(() -> service.apply(request, local), threads)
              .thenAcceptAsync(this::send, context.executor());
    }

    private void send(FullHttpResponse answer) {
      isLast |= answer.status().codeClass() == HttpStatusClass.CLIENT_ERROR;
      HttpUtil.setKeepAlive(answer, !isLast);
      var unused =
          connection
              .writeAndFlush(answer)
              .addListener(
                  sent -> {
                    if (sent.isSuccess()) {
                      goOn();
                    }
                  });
    }

    /** Reads on after the last answer too: to close on what is not read would take it along. */
    private void goOn() {
      connections.served(connection.remoteAddress());
      isBusy = isLast;
      if (isLast) {
        connection.pipeline().remove(HttpServerCodec.class);
        var unused = connection.shutdownOutput();
      }
      connection.config().setAutoRead(true);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable broken) {
      var unused = context.close();
    }
  }
}
