package io.skein.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Many connections of loopback to one port, which come to occupy it: some send nothing, some send a
 * byte now and then. Each that is closed comes back a second later. Runs on a thread of its own.
 */
final class Crowd implements AutoCloseable {
  private static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration TURN = Duration.ofMillis(10);

  private final InetSocketAddress target;
  private final List<Member> members = new ArrayList<>();
  private final Selector selector = Selector.open();
  private final Thread thread = new Thread(this::run, "crowd");
  private volatile boolean ended;
  private final AtomicInteger connects = new AtomicInteger();

  /** Not started; the slow ones send these bytes, one a second. */
  Crowd(int port, int idle, int slow, byte[] slowly) throws IOException {
    target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < idle + slow; i++) {
      members.add(new Member(i < idle ? new byte[0] : slowly));
    }
  }

  Crowd start() {
    thread.start();
    return this;
  }

  int size() {
    return members.size();
  }

  /** How often one of them connected. */
  int connects() {
    return connects.get();
  }

  private void run() {
    try {
      while (!ended) {
        long now = System.nanoTime();
        for (Member member : members) {
          member.act(now);
        }
        selector.select(TURN.toMillis());
        for (SelectionKey key : selector.selectedKeys()) {
          ((Member) key.attachment()).ready(key);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private final class Member {
    private final byte[] slowly;
    private @Nullable SocketChannel channel;
    private boolean connected;
    private int sent;
    private long nextNanos = System.nanoTime();

    Member(byte[] slowly) {
      this.slowly = slowly;
    }

    void act(long now) throws IOException {
      if (now - nextNanos < 0) {
        return;
      }
      nextNanos = now + PACE_NANOS;
      if (channel == null) {
        connect(SocketChannel.open());
      } else if (connected && sent < slowly.length) {
        send(channel);
      }
    }

    private void connect(SocketChannel opened) throws IOException {
      channel = opened;
      opened.configureBlocking(false);
      connected = false;
      sent = 0;
      opened.register(selector, SelectionKey.OP_CONNECT, this);
      try {
        opened.connect(target);
      } catch (IOException refused) {
        leave();
      }
    }

    private void send(SocketChannel open) throws IOException {
      try {
        sent += open.write(ByteBuffer.wrap(slowly, sent, 1));
      } catch (IOException closed) {
        leave();
      }
    }

    void ready(SelectionKey key) throws IOException {
      SocketChannel open = (SocketChannel) key.channel();
      try {
        if (key.isConnectable() && open.finishConnect()) {
          connected = true;
          connects.incrementAndGet();
          key.interestOps(SelectionKey.OP_READ);
        } else if (key.isReadable() && open.read(ByteBuffer.allocate(256)) < 0) {
          leave();
        }
      } catch (IOException closed) {
        leave();
      }
    }

    void leave() throws IOException {
      if (channel != null) {
        channel.close();
        channel = null;
        nextNanos = System.nanoTime() + PACE_NANOS;
      }
    }
  }

  @Override
  public void close() throws IOException {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Member member : members) {
      member.leave();
    }
    selector.close();
  }
}
