package io.skein.peer.mesh;

import java.util.function.Function;

/** Opens streams to other peers; used on the owner thread. */
public interface Dialer {
  /**
   * Starts to open a stream. A failure shows as the end of the link.
   *
   * @param address HOST:PORT
   * @param open makes the link of the new stream; called before this method returns
   */
  void dial(String address, Function<LinkTransport, Link> open);

  /** Whether an address is one to dial at all. */
  default boolean takes(String address) {
    return true;
  }
}
