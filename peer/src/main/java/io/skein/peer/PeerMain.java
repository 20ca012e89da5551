package io.skein.peer;

import io.skein.peer.bench.BenchCommand;
import io.skein.peer.bench.BenchPublisherCommand;
import io.skein.peer.bench.BenchSubscriberCommand;
import io.skein.peer.bench.DemoCommand;
import io.skein.peer.cli.SkeinCommandLine;
import io.skein.peer.cli.Starters;
import io.skein.peer.identity.DataDirectory;
import io.skein.peer.identity.Identity;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Entry point of the runnable jar: wires the command line to what it starts. */
public final class PeerMain {
  private PeerMain() {}

  public static void main(String[] args) {
    // gRPC logs through java.util.logging; here everything goes one way.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    Starters starters =
        new Starters(PeerProcess::start, BootstrapProcess::start, PeerMain::makeIdentity);
    System.exit(
        SkeinCommandLine.create(starters)
            .with(new DemoCommand())
            .with(new BenchCommand())
            .with(new BenchPublisherCommand())
            .with(new BenchSubscriberCommand())
            .with(new RehearseCommand(starters))
            .run(args));
  }

  private static String makeIdentity(Path dataDir) throws IOException {
    try (DataDirectory directory = DataDirectory.open(dataDir)) {
      return Identity.loadOrCreate(directory, System.currentTimeMillis()).id().name();
    }
  }
}
