package io.skein.faults.network;

import io.skein.peer.bench.network.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A peer's process; immutable. Apps reach it by a UNIX socket, whatever happens to its network.
 *
 * @param number from 1 on
 * @param overlay address for other peers, HOST:PORT
 * @param socket where it serves apps
 * @param http address of its metrics, HOST:PORT
 * @param data where it keeps its identity
 */
public record Peer(int number, String overlay, Path socket, String http, Path data, Child child) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Sends it a signal by its process id, as in {@code STOP}. */
  public void signal(String name) throws IOException {
    Commands.run("kill", "-" + name, Long.toString(child.pid()));
  }

  /** Kills it as {@code kill -9} does, and waits until it is gone. */
  public void kill() throws InterruptedException {
    child.kill();
    child.awaitEnd(PATIENCE);
  }

  /** How many file descriptors it has open. */
  public long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + child.pid() + "/fd"))) {
      return open.count();
    }
  }

  /** How many threads it has. */
  public long threads() throws IOException {
    return status("Threads:");
  }

  /** Its resident memory in KiB. */
  public long residentKibibytes() throws IOException {
    return status("VmRSS:");
  }

  private long status(String key) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + child.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "peer %d (pid %d)", number, child.pid());
  }
}
