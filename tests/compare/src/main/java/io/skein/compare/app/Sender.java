package io.skein.compare.app;

import java.io.IOException;

/** Publishes by a library that blocks while it has no room; confined to one thread. */
public interface Sender extends AutoCloseable {
  /**
   * Sends one message.
   *
   * @param stream publisher and type: publisher {@code stream % publishers}, type {@code stream %
   *     types}
   * @param payload belongs to the callee
   */
  void send(int stream, byte[] payload) throws IOException, InterruptedException;

  /** Called when nothing more is at hand: what was sent must leave by itself from here on. */
  void flush() throws IOException, InterruptedException;

  @Override
  void close();
}
