package io.skein.tests.docker;

import io.skein.tests.process.Await;
import io.skein.tests.process.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Docker daemon with all its files in one directory and all its networks in a namespace of its
 * own; thread-safe. Leaves no process, mount, interface or firewall rule behind.
 */
final class DockerDaemon implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path directory;
  private final NetworkNamespace namespace;
  private final Process process;

  private DockerDaemon(Path directory, NetworkNamespace namespace) throws IOException {
    this.directory = directory;
    this.namespace = namespace;
    this.process = launch();
  }

  /** Starts a daemon and waits until it answers. */
  static DockerDaemon start(Path directory) throws Exception {
    NetworkNamespace namespace = NetworkNamespace.create("skein-" + ProcessHandle.current().pid());
    DockerDaemon daemon;
    try {
      daemon = new DockerDaemon(directory, namespace);
    } catch (IOException e) {
      namespace.close();
      throw e;
    }
    try {
      daemon.awaitAnswer();
      return daemon;
    } catch (Exception | AssertionError e) {
      daemon.close();
      throw e;
    }
  }

  private Process launch() throws IOException {
    List<String> command =
        namespace.command(
            "dockerd",
            "--data-root=" + directory.resolve("data"),
            "--exec-root=" + directory.resolve("exec"),
            "--pidfile=" + directory.resolve("pid"),
            "--host=unix://" + socket());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  private void awaitAnswer() throws Exception {
    Await.until(
        "socket of dockerd",
        PATIENCE,
        this::readLog,
        () -> Files.exists(socket()) || !process.isAlive());
    shell().run("docker", "version");
  }

  /** Runs programs that talk to this daemon, with nobody's contexts, plugins or credentials. */
  Shell shell() {
    return new Shell(
        directory,
        Map.of(
            "DOCKER_HOST",
            "unix://" + socket(),
            "DOCKER_CONFIG",
            directory.resolve("config").toString(),
            "DOCKER_BUILDKIT",
            "0"));
  }

  /** Ends what runs in it, then the daemon. */
  @Override
  public void close() throws IOException {
    try {
      process.destroy();
      long patience = PATIENCE.toSeconds();
      process.onExit().completeOnTimeout(process, patience, TimeUnit.SECONDS).join();
      process.destroyForcibly().onExit().join();
      endLeftovers();
      unmountLeftovers();
    } finally {
      namespace.close();
    }
  }

  /** After a kill: whoever the daemon started for itself names its directory. */
  private void endLeftovers() {
    ProcessHandle.allProcesses()
        .filter(other -> other.pid() != ProcessHandle.current().pid())
        .filter(other -> other.info().commandLine().orElse("").contains(directory + "/exec"))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private void unmountLeftovers() throws IOException {
    List<String> mounts =
        Files.readAllLines(Path.of("/proc/mounts")).stream()
            .map(line -> line.split(" ", 3)[1])
            .filter(target -> target.startsWith(directory + "/"))
            .toList();
    for (String mount : mounts) {
      Shell.in(Path.of("/")).run("umount", "--lazy", mount);
    }
  }

  private String readLog() throws IOException {
    return "its log: " + Files.readString(log());
  }

  private Path socket() {
    return directory.resolve("docker.sock");
  }

  private Path log() {
    return directory.resolve("dockerd.log");
  }
}
