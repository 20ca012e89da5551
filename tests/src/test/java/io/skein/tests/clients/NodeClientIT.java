package io.skein.tests.clients;

import io.skein.tests.process.Repository;
import io.skein.tests.process.Requires;
import io.skein.tests.process.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class NodeClientIT {
  private static final Path HOME = Repository.path("tests/clients/node");

  @BeforeEach
  void installLibraries() throws Exception {
    Requires.programs("node", "npm");
    // Not `npm ci`: it removes what is there, and fails where a registry lacks other platforms.
    Shell.in(HOME)
        .run("npm", "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund");
    Requires.that(Files.isDirectory(HOME.resolve("node_modules/@grpc")), "needs gRPC from npm");
  }

  @Test
  @Timeout(120)
  void everyLineIsPrintedOnceAlthoughThePeerDies(@TempDir Path directory) throws Exception {
    List<String> app = List.of("node", HOME.resolve("client.js").toString());
    new PeerDeathScenario(app, directory).run();
  }

  @Test
  @Timeout(120)
  void tokenIsSentToAPeerThatAsks(@TempDir Path directory) throws Exception {
    List<String> app = List.of("node", HOME.resolve("client.js").toString());
    new TokenScenario(app, directory).run();
  }
}
