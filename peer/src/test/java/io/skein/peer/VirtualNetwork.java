package io.skein.peer;

import io.skein.peer.mesh.Dialer;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.LinkTransport;
import io.skein.peer.mesh.VirtualStream;
import io.skein.peer.runtime.VirtualLoop;
import io.skein.peer.runtime.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Confined to the test's thread. Peers in memory, and the lines between them. */
final class VirtualNetwork {
  static final VirtualStream.Wire FAST = new VirtualStream.Wire(1_000_000, 256 << 10, 1L << 30);

  /** Two peers that can reach each other, the name that sorts first being first. */
  record Line(String first, String second) {
    static Line of(String a, String b) {
      return a.compareTo(b) < 0 ? new Line(a, b) : new Line(b, a);
    }
  }

  final VirtualTime time = new VirtualTime();
  final RandomGenerator random;
  private final Map<String, VirtualPeer> peers = new HashMap<>();
  private final Map<Line, VirtualStream.Wire> wires = new HashMap<>();
  private final Map<Line, List<VirtualStream>> streams = new HashMap<>();
  private final Set<Line> down = new HashSet<>();

  VirtualNetwork(RandomGenerator random) {
    this.random = random;
  }

  void add(VirtualPeer peer) {
    peers.put(peer.name, peer);
  }

  /** Says how a line is. */
  void wire(Line line, VirtualStream.Wire wire) {
    wires.put(line, wire);
  }

  /** Loses the connections of a line; they may be dialled again. */
  void cut(Line line) {
    streams.getOrDefault(line, List.of()).forEach(VirtualStream::cut);
    streams.remove(line);
  }

  /** Loses the connections of a line, and those that are dialled until {@link #up}. */
  void down(Line line) {
    down.add(line);
    cut(line);
  }

  void up(Line line) {
    down.remove(line);
  }

  /** Stops or starts reading at both ends of the connections of a line. */
  void stall(Line line, boolean stop) {
    streams.getOrDefault(line, List.of()).forEach(stream -> stream.stall(stop));
  }

  Dialer dialer(String from, VirtualLoop loop) {
    return (address, open) -> dial(from, loop, address, open);
  }

  private void dial(
      String from, VirtualLoop loop, String address, Function<LinkTransport, Link> open) {
    Line line = Line.of(from, address);
    VirtualPeer target = peers.get(address);
    VirtualLoop there = target == null ? loop : target.loop;
    VirtualStream.Wire wire = wires.getOrDefault(line, FAST);
    VirtualStream[] ends = VirtualStream.pair(loop, from, there, address, wire);
    ends[0].carry(open.apply(ends[0]));
    Duration latency = Duration.ofNanos(wire.latencyNanos());
    there.schedule(
        latency,
        () -> {
          if (target == null || down.contains(line) || ends[0].isClosed()) {
            ends[0].cut();
          } else {
            ends[1].carry(target.core.mesh.accept(ends[1]));
            List<VirtualStream> known = streams.computeIfAbsent(line, l -> new ArrayList<>());
            known.removeIf(VirtualStream::isClosed);
            known.add(ends[1]);
            known.add(ends[0]);
          }
        });
  }
}
