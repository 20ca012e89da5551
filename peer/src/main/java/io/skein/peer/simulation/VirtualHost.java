package io.skein.peer.simulation;

import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.LinkTransport;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. A place in a virtual network where streams end, in the order in which
 * they were opened.
 *
 * @param accept takes a stream; null if nobody listens
 */
record VirtualHost(
    String name,
    VirtualLoop loop,
    @Nullable Function<LinkTransport, Link> accept,
    Set<VirtualStream> ends) {
  static VirtualHost listening(
      String name, VirtualLoop loop, Function<LinkTransport, Link> accept) {
    return new VirtualHost(name, loop, accept, new LinkedHashSet<>());
  }

  /** Where nobody listens. */
  static VirtualHost deaf(String name, VirtualLoop loop) {
    return new VirtualHost(name, loop, null, new LinkedHashSet<>());
  }
}
