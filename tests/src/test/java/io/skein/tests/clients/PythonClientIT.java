package io.skein.tests.clients;

import io.skein.tests.process.Repository;
import io.skein.tests.process.Requires;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class PythonClientIT {
  /** The system's own: the libraries are packages of the system. */
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @BeforeEach
  void findLibraries() throws Exception {
    Requires.programs("protoc", "grpc_python_plugin");
    Requires.that(Files.isExecutable(PYTHON), "needs " + PYTHON);
    Requires.that(hasGrpc(), "needs python3-grpcio and python3-protobuf");
  }

  @Test
  @Timeout(120)
  void everyLineIsPrintedOnceAlthoughThePeerDies(@TempDir Path directory) throws Exception {
    Path program = Repository.path("tests/clients/python/client.py");
    // -B: leave no compiled files in the source tree.
    List<String> app = List.of(PYTHON.toString(), "-B", program.toString());
    new PeerDeathScenario(app, directory).run();
  }

  @Test
  @Timeout(120)
  void tokenIsSentToAPeerThatAsks(@TempDir Path directory) throws Exception {
    Path program = Repository.path("tests/clients/python/client.py");
    new TokenScenario(List.of(PYTHON.toString(), "-B", program.toString()), directory).run();
  }

  private static boolean hasGrpc() throws IOException, InterruptedException {
    ProcessBuilder imports =
        new ProcessBuilder(PYTHON.toString(), "-c", "import grpc, google.protobuf");
    return imports.redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start().waitFor()
        == 0;
  }
}
