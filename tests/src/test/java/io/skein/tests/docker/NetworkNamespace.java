package io.skein.tests.docker;

import io.skein.tests.process.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network of the machine's own with nothing but loopback; immutable. What a Docker daemon does to
 * interfaces and firewall in there goes with it.
 *
 * @param name under which {@code ip netns} knows it
 */
record NetworkNamespace(String name) implements AutoCloseable {
  private static final Shell SHELL = Shell.in(Path.of("/"));

  static NetworkNamespace create(String name) throws IOException {
    SHELL.run("ip", "netns", "add", name);
    NetworkNamespace namespace = new NetworkNamespace(name);
    try {
      SHELL.run("ip", "-n", name, "link", "set", "lo", "up");
      return namespace;
    } catch (IOException | AssertionError e) {
      namespace.close();
      throw e;
    }
  }

  /** Makes a command run in it; not by {@code ip netns exec}, which hides the cgroups. */
  List<String> command(String... command) {
    Stream<String> enter = Stream.of("nsenter", "--net=/run/netns/" + name);
    return Stream.concat(enter, Stream.of(command)).toList();
  }

  @Override
  public void close() throws IOException {
    SHELL.run("ip", "netns", "del", name);
  }
}
