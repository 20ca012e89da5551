package io.skein.peer;

import io.skein.bootstrap.BootstrapConfig;
import io.skein.bootstrap.BootstrapSecurity;
import io.skein.bootstrap.BootstrapServer;
import io.skein.bootstrap.connections.Descriptors;
import io.skein.bootstrap.registry.RegistryLimits;
import io.skein.peer.bench.BenchCommand;
import io.skein.peer.bench.BenchPublisherCommand;
import io.skein.peer.bench.BenchSubscriberCommand;
import io.skein.peer.bench.DemoCommand;
import io.skein.peer.cli.BootstrapOptions;
import io.skein.peer.cli.BootstrapSecurityOptions;
import io.skein.peer.cli.RunningBootstrap;
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
        new Starters(PeerProcess::start, PeerMain::startBootstrap, PeerMain::makeIdentity);
    System.exit(
        SkeinCommandLine.create(starters)
            .with(new DemoCommand())
            .with(new BenchCommand())
            .with(new BenchPublisherCommand())
            .with(new BenchSubscriberCommand())
            .with(new RehearseCommand(starters))
            .run(args));
  }

  private static RunningBootstrap startBootstrap(BootstrapOptions options) throws IOException {
    Descriptors.ofThisProcess().checkEnough();
    BootstrapConfig config = BootstrapConfig.listeningOn(options.listen());
    if (options.snapshot().isPresent()) {
      config = config.withSnapshotFile(options.snapshot().get());
    }
    config = config.withSecurity(security(options.security()));
    if (options.security().forThePublic()) {
      config = config.forThePublic();
    }
    config = config.withConnections(options.connections());
    config = config.withExempt(options.security().trusted());
    RegistryLimits limits = config.limits();
    BootstrapServer server =
        BootstrapServer.create(
            config.withLimits(
                limits.withLeases(limits.minLease(), options.lease(), limits.maxLease())));
    server.start();
    return new BootstrapProcess(server);
  }

  private static BootstrapSecurity security(BootstrapSecurityOptions options) {
    BootstrapSecurity security =
        options.insecure()
            ? BootstrapSecurity.NONE
            : options
                .certificate()
                .map(BootstrapSecurity::certificate)
                .orElseGet(() -> BootstrapSecurity.ownCertificate(options.dataDir()));
    return options.joinTokens().map(security::withJoinTokens).orElse(security);
  }

  private static String makeIdentity(Path dataDir) throws IOException {
    try (DataDirectory directory = DataDirectory.open(dataDir)) {
      return Identity.loadOrCreate(directory, System.currentTimeMillis()).id().name();
    }
  }
}
