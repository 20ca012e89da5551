package io.skein.bootstrap.connections;

import io.skein.bootstrap.registry.AddressBlock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link ConnectionTable}, and guarded by it. */
final class Connection {
  /** How far the other side has come; who has come less far goes first. */
  enum Stage {
    /** Has sent nothing. */
    SILENT,
    /** Has sent something. */
    HEARD,
    /** Has completed TLS and HTTP/2. */
    SPEAKS,
    /** Was served, and is not now: it gives way last, and only when there is no room at all. */
    SERVED,
    /** Has what it needs to be served; holds its place. */
    PROVED
  }

  final SocketAddress from;
  final @Nullable InetAddress address;
  final @Nullable AddressBlock block;
  private final Runnable close;
  private Stage stage;

  /**
   * A connection.
   *
   * @param from who holds a UNIX socket has proved by it that the file is open to him
   * @param close ends it, and returns at once
   */
  Connection(SocketAddress from, Runnable close) {
    this.from = from;
    this.close = close;
    address = from instanceof InetSocketAddress inet ? inet.getAddress() : null;
    block = address == null ? null : AddressBlock.around(address);
    stage = address == null ? Stage.PROVED : Stage.SILENT;
  }

  /** Who probably stands behind it. */
  Optional<AddressBlock> holder() {
    return Optional.ofNullable(block);
  }

  boolean isProved() {
    return stage == Stage.PROVED;
  }

  /** Whether it has never had what it needs to be served. */
  boolean isUnproved() {
    return stage.compareTo(Stage.SERVED) < 0;
  }

  Stage stage() {
    return stage;
  }

  void reach(Stage reached) {
    stage = reached;
  }

  void close() {
    close.run();
  }
}
