package io.skein.peer.simulation;

import io.skein.peer.mesh.DisconnectReason;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.LinkTransport;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. One end of a stream in memory: first in, first out, with latency, a
 * bandwidth, and a bound on the bytes that are sent and not read.
 */
public final class VirtualStream implements LinkTransport {
  private static final long NANOS = 1_000_000_000L;

  private final VirtualNetwork network;
  private final VirtualHost home;
  private final String remoteAddress;
  private final Wire wire;
  private @Nullable ArrayDeque<Arrival> unread;
  private @Nullable VirtualStream other;
  private @Nullable Link link;
  private long unreadByOther;
  private long busyUntilNanos;
  private boolean wasFull;
  private boolean closed;
  private boolean stalled;
  private boolean silent;

  /**
   * The line under a stream.
   *
   * @param latencyNanos one way
   * @param capacity bytes sent and not read at most, but for the last message
   * @param bytesPerSecond how fast it carries
   */
  public record Wire(long latencyNanos, long capacity, long bytesPerSecond) {
    /** Carries as much as one likes. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    public Wire {
      if (latencyNanos < 0 || capacity < 1 || bytesPerSecond < 1) {
        throw new IllegalArgumentException(
            "wire has latency %d ns, capacity %d and %d bytes/s, expected at least 0, 1 and 1"
                .formatted(latencyNanos, capacity, bytesPerSecond));
      }
    }
  }

  /** A message on its way to this end. */
  private final class Arrival extends VirtualTime.Task {
    private final List<Frame> frames;
    private final long acknowledged;
    private final int bytes;

    Arrival(List<Frame> frames, long acknowledged, int bytes) {
      super(home.loop());
      this.frames = frames;
      this.acknowledged = acknowledged;
      this.bytes = bytes;
    }

    @Override
    void act() {
      if (closed) {
        return;
      }
      if (stalled || unread != null) {
        unread = unread == null ? new ArrayDeque<>() : unread;
        unread.add(this);
      } else {
        read(this);
      }
    }
  }

  private VirtualStream(VirtualNetwork network, VirtualHost home, String remoteAddress, Wire wire) {
    this.network = network;
    this.home = home;
    this.remoteAddress = remoteAddress;
    this.wire = wire;
  }

  /** The first of two ends; each is to be given its link before anything arrives. */
  static VirtualStream between(
      VirtualNetwork network, VirtualHost here, VirtualHost there, Wire wire) {
    VirtualStream near = new VirtualStream(network, here, there.name(), wire);
    VirtualStream far = new VirtualStream(network, there, here.name(), wire);
    near.other = far;
    far.other = near;
    here.ends().add(near);
    there.ends().add(far);
    return near;
  }

  /** Sets the link that reads this end. */
  void carry(Link carried) {
    link = carried;
  }

  @Override
  public boolean isReady() {
    boolean ready = !closed && unreadByOther < wire.capacity();
    wasFull |= !ready;
    return ready;
  }

  @Override
  public int send(List<Frame> frames, long acknowledgedBytes) {
    int bytes = network.traffic().sent(frames);
    unreadByOther += bytes;
    long carrying = bytes * NANOS / wire.bytesPerSecond();
    long now = network.time.nowNanos();
    busyUntilNanos = Math.max(busyUntilNanos, now) + carrying;
    if (!silent) {
      Arrival arrival = other().new Arrival(frames, acknowledgedBytes, bytes);
      network.time.add(arrival, delay());
    }
    return bytes;
  }

  private long delay() {
    return Math.max(0, busyUntilNanos - network.time.nowNanos()) + wire.latencyNanos();
  }

  private void read(Arrival message) {
    other().wasRead(message.bytes);
    link().received(message.frames, message.acknowledged, message.bytes);
  }

  private void readOn() {
    ArrayDeque<Arrival> waiting = unread;
    while (waiting != null && !stalled && !closed) {
      Arrival next = waiting.poll();
      if (next == null) {
        unread = null;
        return;
      }
      read(next);
    }
  }

  /** Only a sender that waits has to be told, and that takes its time; others may know at once. */
  private void wasRead(int bytes) {
    if (silent) {
      return;
    }
    if (wasFull) {
      network.time.add(home.loop(), wire.latencyNanos(), () -> takeBack(bytes));
    } else {
      unreadByOther -= bytes;
    }
  }

  private void takeBack(int bytes) {
    unreadByOther -= bytes;
    if (wasFull && !closed && unreadByOther < wire.capacity()) {
      wasFull = false;
      link().ready();
    }
  }

  /** Stops or starts reading here. */
  void stall(boolean stop) {
    stalled = stop;
    home.loop().execute(this::readOn);
  }

  @Override
  public void close(DisconnectReason reason, String detail) {
    if (!closed) {
      shut();
      if (!silent) {
        VirtualStream there = other();
        network.time.add(there.home.loop(), delay(), () -> there.end(reason + " " + detail));
      }
    }
  }

  /** Loses the connection; both ends hear of it. */
  void cut() {
    end("cut");
    other().end("cut");
  }

  /** Loses the connection, and nobody hears of it: what is sent from now on vanishes. */
  void silence() {
    silent = true;
    other().silent = true;
  }

  private void end(String why) {
    if (!closed) {
      shut();
      Link reader = link;
      if (reader != null) {
        home.loop().execute(() -> reader.ended(why));
      }
    }
  }

  private void shut() {
    closed = true;
    unread = null;
    home.ends().remove(this);
  }

  boolean isClosed() {
    return closed;
  }

  VirtualStream other() {
    return Objects.requireNonNull(other);
  }

  private Link link() {
    return Objects.requireNonNull(link);
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }
}
