package io.skein.peer;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;

/**
 * A gRPC server that listens; thread-safe.
 *
 * @param server started
 */
record ListeningServer(Server server) implements AutoCloseable {
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

  @Override
  public void close() {
    server.shutdownNow();
  }
}
