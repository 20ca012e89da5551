package io.skein.peer.bench.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Thread-safe. Ports for servers that are to be started soon, each given once by this process. They
 * lie below those that systems give to outgoing connections, for such a one could take the port in
 * the meantime.
 */
public final class FreePorts {
  private static final int LOWEST = 12_000;
  private static final int ABOVE = 32_000;
  private static final int TRIES = 1_000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** A port that was free a moment ago. */
  public static int find() throws IOException {
    return find(1).get(0);
  }

  /** Finds {@code count} different ports that were free a moment ago. */
  public static List<Integer> find(int count) throws IOException {
    Set<Integer> found = new LinkedHashSet<>();
    for (int tries = 0; found.size() < count; tries++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, ABOVE);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        if (GIVEN.add(socket.getLocalPort())) {
          found.add(socket.getLocalPort());
        }
      } catch (IOException e) {
        if (tries > TRIES) {
          throw e;
        }
      }
    }
    return List.copyOf(found);
  }
}
