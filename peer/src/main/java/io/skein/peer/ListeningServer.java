package io.skein.peer;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A gRPC server that listens; thread-safe.
 *
 * @param server started
 */
record ListeningServer(Server server) implements AutoCloseable {
  private static final long LAST_WORDS_MILLIS = 1_000;

  /**
   * Starts it.
   *
   * @param option which option names its address, with the value
   * @throws IOException if the address cannot be used; the text names the option
   */
  static ListeningServer start(NettyServerBuilder builder, String option) throws IOException {
    try {
      return new ListeningServer(builder.build().start());
    } catch (IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          option + " cannot be used: " + cause.getMessage() + "; choose another address", e);
    }
  }

  /** The real one, if any was asked for. */
  int port() {
    return server.getPort();
  }

  /**
   * Ends it once all callers have what was sent to them, at the latest after a second. A connection
   * that is closed at once, with something unread from its caller, is reset: what was under way to
   * the caller, its last receipts, would be lost.
   */
  @Override
  public void close() {
    server.shutdown();
    try {
      server.awaitTermination(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.shutdownNow();
  }
}
