package io.skein.faults.network;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy on loopback that harms its connections; thread-safe. It forwards until told
 * otherwise.
 */
public final class FaultProxy implements Closeable {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final long POLL_NANOS = Duration.ofMillis(5).toNanos();

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile long delayNanos;
  private volatile int sliceBytes = BUFFER_BYTES;
  private volatile boolean frozen;

  private FaultProxy(ServerSocket listener, InetSocketAddress target) {
    this.listener = listener;
    this.target = target;
  }

  /** Listens on a free port and forwards to this port of loopback, once somebody connects. */
  public static FaultProxy to(int port) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    FaultProxy proxy =
        new FaultProxy(new ServerSocket(0, 0, loopback), new InetSocketAddress(loopback, port));
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /** Where it listens, HOST:PORT. */
  public String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** How many connections it forwards now. */
  public int connections() {
    return sockets.size() / 2;
  }

  /** Resets all connections; new ones are forwarded again. */
  public void cut() {
    sockets.forEach(FaultProxy::reset);
  }

  /** Forwards nothing and closes nothing: both ends believe in a connection that is none. */
  public void freeze() {
    frozen = true;
  }

  /** Forwards again, also what came while it was frozen. */
  public void thaw() {
    frozen = false;
  }

  /** Holds each piece up for so long, and cuts pieces to at most so many bytes. */
  public void slice(Duration delay, int bytes) {
    delayNanos = delay.toNanos();
    sliceBytes = bytes;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    frozen = false;
    cut();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket caller = listener.accept();
        Thread.ofVirtual().start(() -> join(caller));
      } catch (IOException e) {
        // Closed, which the loop sees, or a caller that went away again.
      }
    }
  }

  private void join(Socket caller) {
    Socket callee = new Socket();
    sockets.add(caller);
    sockets.add(callee);
    try (caller;
        callee) {
      callee.connect(target);
      callee.setTcpNoDelay(true);
      caller.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> copy(callee, caller));
      copy(caller, callee);
      back.join();
    } catch (IOException | InterruptedException e) {
      // The caller sees it as what it is: the end of its connection.
    } finally {
      sockets.remove(caller);
      sockets.remove(callee);
    }
  }

  /** Until either side ends; then both do. */
  private void copy(Socket from, Socket to) {
    try {
      byte[] buffer = new byte[BUFFER_BYTES];
      int length;
      while ((length = from.getInputStream().read(buffer, 0, sliceBytes)) >= 0) {
        LockSupport.parkNanos(delayNanos);
        while (frozen) {
          LockSupport.parkNanos(POLL_NANOS);
        }
        to.getOutputStream().write(buffer, 0, length);
      }
    } catch (IOException e) {
      // Cut.
    } finally {
      reset(from);
      reset(to);
    }
  }

  private static void reset(Socket socket) {
    try {
      // Without lingering the other side gets a reset: what was on its way is lost.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }
}
