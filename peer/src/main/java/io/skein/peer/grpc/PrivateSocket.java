package io.skein.peer.grpc;

import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Stateless. Makes UNIX sockets whose files only their owner may use, from the first moment on.
 * Linux gives the file of a socket the mode that the socket has when it is bound, so that no umask
 * and no moment between two calls lets others in.
 */
final class PrivateSocket {
  private PrivateSocket() {}

  /** A socket that is not bound yet. */
  static EpollServerDomainSocketChannel create() {
    EpollServerDomainSocketChannel channel = new EpollServerDomainSocketChannel();
    try {
      Files.setPosixFilePermissions(
          Path.of("/proc/self/fd", String.valueOf(channel.fd().intValue())),
          PosixFilePermissions.fromString("rw-------"));
      return channel;
    } catch (IOException e) {
      channel.unsafe().closeForcibly();
      throw new UncheckedIOException("a UNIX socket cannot be made private: /proc is missing", e);
    }
  }
}
