package io.skein.tests.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on loopback whose connections a test can cut; thread-safe. It forwards until told
 * otherwise.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;

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

  /** Resets all connections, and new ones as they come, until {@link #forward()}. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** Forwards new connections again. */
  public void forward() {
    refusing = false;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    refuse();
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
      if (!refusing) {
        Thread back = Thread.ofVirtual().start(() -> copy(callee, caller));
        copy(caller, callee);
        back.join();
      }
    } catch (IOException | InterruptedException e) {
      // The caller sees it as what it is: the end of its connection.
    } finally {
      sockets.remove(caller);
      sockets.remove(callee);
    }
  }

  /** Until either side ends; then both do. */
  private static void copy(Socket from, Socket to) {
    try {
      byte[] buffer = new byte[BUFFER_BYTES];
      int length;
      while ((length = from.getInputStream().read(buffer)) >= 0) {
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
