package io.skein.peer.mesh;

import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.runtime.VirtualLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the test's thread. One end of a stream in memory: first in, first out, with latency
 * and a bound on the bytes that are sent and not read.
 */
public final class VirtualStream implements LinkTransport {
  private static final int MESSAGE_OVERHEAD = 8;
  private static final int CONTROL_BYTES = 40;

  /** What a message is to its receiver. */
  private record Message(List<Frame> frames, long acknowledged, int bytes) {}

  private final VirtualLoop loop;
  private final String remoteAddress;
  private final Wire wire;
  private final ArrayDeque<Message> unread = new ArrayDeque<>();
  private @Nullable VirtualStream other;
  private @Nullable Link link;
  private long unreadByOther;
  private long busyUntilNanos;
  private boolean wasFull;
  private boolean closed;
  private boolean stalled;

  /**
   * The line under a stream.
   *
   * @param latencyNanos one way
   * @param capacity bytes sent and not read at most, but for the last message
   * @param bytesPerSecond how fast it carries
   */
  public record Wire(long latencyNanos, long capacity, long bytesPerSecond) {}

  private VirtualStream(VirtualLoop loop, String remoteAddress, Wire wire) {
    this.loop = loop;
    this.remoteAddress = remoteAddress;
    this.wire = wire;
  }

  /** Two ends; each is to be given its link before anything arrives. */
  public static VirtualStream[] pair(
      VirtualLoop a, String addressOfA, VirtualLoop b, String addressOfB, Wire wire) {
    VirtualStream atA = new VirtualStream(a, addressOfB, wire);
    VirtualStream atB = new VirtualStream(b, addressOfA, wire);
    atA.other = atB;
    atB.other = atA;
    return new VirtualStream[] {atA, atB};
  }

  /** Sets the link that reads this end. */
  public void carry(Link carried) {
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
    int bytes = MESSAGE_OVERHEAD;
    for (Frame frame : frames) {
      bytes += frame instanceof BatchFrame batch ? batch.batch().size() + 16 : CONTROL_BYTES;
    }
    unreadByOther += bytes;
    Message message = new Message(List.copyOf(frames), acknowledgedBytes, bytes);
    long carrying = bytes * 1_000_000_000L / wire.bytesPerSecond();
    busyUntilNanos = Math.max(busyUntilNanos, loop.nanoTime()) + carrying;
    arrive(() -> other().arrived(message));
    return bytes;
  }

  private void arrive(Runnable arrival) {
    long delay = Math.max(0, busyUntilNanos - loop.nanoTime()) + wire.latencyNanos();
    other().loop.schedule(Duration.ofNanos(delay), arrival);
  }

  private void arrived(Message message) {
    if (!closed) {
      unread.add(message);
      read();
    }
  }

  private void read() {
    while (!stalled && !closed && !unread.isEmpty()) {
      Message message = unread.remove();
      other().wasRead(message.bytes());
      link().received(message.frames(), message.acknowledged(), message.bytes());
    }
  }

  private void wasRead(int bytes) {
    loop.schedule(
        Duration.ofNanos(wire.latencyNanos()),
        () -> {
          unreadByOther -= bytes;
          if (wasFull && !closed && unreadByOther < wire.capacity()) {
            wasFull = false;
            link().ready();
          }
        });
  }

  /** Stops or starts reading here. */
  public void stall(boolean stop) {
    stalled = stop;
    loop.execute(this::read);
  }

  @Override
  public void close(DisconnectReason reason, String detail) {
    if (!closed) {
      closed = true;
      arrive(() -> other().end(reason + " " + detail));
    }
  }

  /** Loses the connection; both ends hear of it. */
  public void cut() {
    end("cut");
    other().end("cut");
  }

  private void end(String why) {
    if (!closed) {
      closed = true;
      if (link != null) {
        loop.execute(() -> link().ended(why));
      }
    }
  }

  public boolean isClosed() {
    return closed;
  }

  private VirtualStream other() {
    return java.util.Objects.requireNonNull(other);
  }

  private Link link() {
    return java.util.Objects.requireNonNull(link);
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }
}
