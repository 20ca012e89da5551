package io.skein.peer.simulation;

import io.skein.peer.mesh.Dialer;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.LinkTransport;
import io.skein.peer.simulation.VirtualStream.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Confined to one thread. Hosts in memory, the lines between them, and what befalls them. */
public final class VirtualNetwork {
  public static final Wire FAST = new Wire(1_000_000, 256 << 10, 1L << 30);

  /** Two hosts that can reach each other, the name that sorts first being first. */
  public record Line(String first, String second) {
    public static Line of(String a, String b) {
      return a.compareTo(b) < 0 ? new Line(a, b) : new Line(b, a);
    }
  }

  public final VirtualTime time = new VirtualTime();
  public final RandomGenerator random;
  private final Function<Line, Wire> wiring;
  private final Traffic traffic = new Traffic();
  private final Map<String, VirtualHost> hosts = new LinkedHashMap<>();
  private final Map<Line, Wire> wires = new HashMap<>();
  private final Set<Line> down = new HashSet<>();
  private final Set<String> dead = new HashSet<>();
  private Predicate<Line> severed = line -> false;

  /** A network of fast lines. */
  public VirtualNetwork(RandomGenerator random) {
    this(random, line -> FAST);
  }

  /**
   * A network.
   *
   * @param wiring how lines are that nothing else is said of; must answer the same each time
   */
  public VirtualNetwork(RandomGenerator random, Function<Line, Wire> wiring) {
    this.random = random;
    this.wiring = wiring;
  }

  /** Adds a host, in the place of an older one of its name. */
  VirtualHost add(String name, VirtualLoop loop, Function<LinkTransport, Link> accept) {
    VirtualHost host = VirtualHost.listening(name, loop, accept);
    hosts.put(name, host);
    dead.remove(name);
    return host;
  }

  /** Ends a host's process; who dials it from now on is refused. */
  public void remove(String name) {
    VirtualHost host = hosts.remove(name);
    if (host != null) {
      host.loop().stop();
      List.copyOf(host.ends()).forEach(VirtualStream::cut);
    }
  }

  /** Ends a host without a word: what is sent to it vanishes, and nobody answers. */
  public void crash(String name) {
    VirtualHost host = hosts.remove(name);
    if (host != null) {
      dead.add(name);
      host.loop().stop();
      host.ends().forEach(VirtualStream::silence);
    }
  }

  /** Says how a line is. */
  public void wire(Line line, Wire wire) {
    wires.put(line, wire);
  }

  /** Loses the connections of a line; they may be dialled again. */
  public void cut(Line line) {
    onLine(line, VirtualStream::cut);
  }

  /** Loses the connections of a line, and those that are dialled until {@link #up}. */
  public void down(Line line) {
    down.add(line);
    cut(line);
  }

  public void up(Line line) {
    down.remove(line);
  }

  /** Stops or starts reading at both ends of the connections of a line. */
  public void stall(Line line, boolean stop) {
    onLine(
        line,
        stream -> {
          stream.stall(stop);
          stream.other().stall(stop);
        });
  }

  private void onLine(Line line, Consumer<VirtualStream> act) {
    VirtualHost host = hosts.get(line.first());
    if (host != null) {
      for (VirtualStream stream : List.copyOf(host.ends())) {
        if (stream.remoteAddress().equals(line.second())) {
          act.accept(stream);
        }
      }
    }
  }

  /** Lets what is sent over some lines vanish until {@link #heal}; nobody hears of it. */
  public void partition(Predicate<Line> between) {
    severed = between;
    for (VirtualHost host : hosts.values()) {
      for (VirtualStream stream : host.ends()) {
        if (between.test(Line.of(host.name(), stream.remoteAddress()))) {
          stream.silence();
        }
      }
    }
  }

  /** Lets all lines be dialled again. */
  public void heal() {
    severed = line -> false;
  }

  /** Cuts each connection with a probability. */
  void cutSome(double probability, RandomGenerator chance) {
    List<VirtualStream> hit = new ArrayList<>();
    for (VirtualHost host : hosts.values()) {
      for (VirtualStream stream : host.ends()) {
        if (host.name().compareTo(stream.remoteAddress()) < 0
            && chance.nextDouble() < probability) {
          hit.add(stream);
        }
      }
    }
    hit.forEach(VirtualStream::cut);
  }

  public Traffic traffic() {
    return traffic;
  }

  /** Forgets all hosts and what they had to do, so that their memory is free. */
  void clear() {
    time.clear();
    hosts.clear();
  }

  Dialer dialer(VirtualHost from) {
    return (address, open) -> dial(from, address, open);
  }

  private void dial(VirtualHost from, String address, Function<LinkTransport, Link> open) {
    Line line = Line.of(from.name(), address);
    VirtualHost known = hosts.get(address);
    VirtualHost target = known == null ? VirtualHost.deaf(address, from.loop()) : known;
    Wire wire = wires.getOrDefault(line, wiring.apply(line));
    VirtualStream near = VirtualStream.between(this, from, target, wire);
    near.carry(open.apply(near));
    if (known == null && dead.contains(address) || severed.test(line)) {
      near.silence();
      return;
    }
    time.add(target.loop(), wire.latencyNanos(), () -> arrive(near, line, target));
  }

  private void arrive(VirtualStream near, Line line, VirtualHost target) {
    if (target.accept() == null || down.contains(line) || near.isClosed()) {
      near.cut();
    } else {
      near.other().carry(target.accept().apply(near.other()));
    }
  }
}
