package io.skein.peer.cli;

import io.skein.wire.HostPort;
import java.nio.file.Path;

/** Where a peer serves apps; immutable. */
public sealed interface AppAddress {
  /**
   * A TCP port.
   *
   * @param address port 0 only for listening
   */
  record Tcp(HostPort address) implements AppAddress {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /**
   * A UNIX socket.
   *
   * @param path of the socket file
   */
  record Unix(Path path) implements AppAddress {
    @Override
    public String toString() {
      return "unix:" + path;
    }
  }

  /**
   * Reads {@code HOST:PORT} or {@code unix:PATH}; port 0 is allowed.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static AppAddress parse(String text) {
    if (!text.startsWith("unix:")) {
      return new Tcp(HostPort.parseListen(text));
    }
    String path = text.substring("unix:".length());
    if (path.isEmpty()) {
      throw new IllegalArgumentException(
          "a path has to follow 'unix:', as in unix:/run/skein.sock");
    }
    return new Unix(HomePaths.expand(path));
  }
}
