package io.skein.peer;

import io.skein.peer.cli.AppAddress;
import io.skein.peer.cli.PeerOptions;
import io.skein.peer.cli.RunningPeer;
import io.skein.peer.cli.SkeinCommandLine;
import io.skein.peer.cli.Starters;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;

/**
 * Starts a peer as the command line does, and ends it once it is ready, so that a JVM that is told
 * to can keep what it learned of the classes for later starts. Confined to the thread that runs it.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Start a peer and end it once it is ready.")
final class RehearseCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final String ANY_PORT = "127.0.0.1:0";

  private final Starters starters;

  RehearseCommand(Starters starters) {
    this.starters = starters;
  }

  @Override
  public Integer call() throws IOException {
    Path scratch = Files.createTempDirectory("skein-rehearsal");
    Starters shortLived =
        new Starters(RehearseCommand::startShortly, starters.bootstrap(), starters.identity());
    return SkeinCommandLine.create(shortLived)
        .run(
            "peer",
            "--dev",
            "--listen=" + ANY_PORT,
            "--app=" + ANY_PORT,
            "--http=" + ANY_PORT,
            "--data-dir=" + scratch);
  }

  private static RunningPeer startShortly(PeerOptions options) throws IOException {
    return new ShortLived(PeerProcess.start(options), options.dataDir());
  }

  /**
   * Ends once it is ready, when the command waits for its end: by then it has said all that it asks
   * a peer for.
   */
  private record ShortLived(PeerProcess peer, Path dataDir) implements RunningPeer {
    @Override
    public String peerName() {
      return peer.peerName();
    }

    @Override
    public List<HostPort> addresses() {
      return peer.addresses();
    }

    @Override
    public AppAddress app() {
      return peer.app();
    }

    @Override
    public Optional<HostPort> http() {
      return peer.http();
    }

    @Override
    public void awaitTermination() throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!peer.isReady() && System.nanoTime() - deadline < 0) {
        LockSupport.parkNanos(POLL_NANOS);
      }
      peer.close();
      peer.awaitTermination();
      deleteFiles(dataDir);
    }

    @Override
    public List<String> reload() {
      return peer.reload();
    }

    @Override
    public void drain() {
      peer.drain();
    }

    @Override
    public void close() {
      peer.close();
    }
  }

  private static void deleteFiles(Path directory) {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      // It is below the directory for temporary files, which others clean.
      directory.toFile().deleteOnExit();
    }
  }
}
