package io.skein.peer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecurityOptionsTest {
  private final RecordingTerminal terminal = new RecordingTerminal();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "peer --ca x|give all three or none",
        "peer --tls-cert x --tls-key y|give all three or none",
        "peer --insecure --ca x --tls-cert x --tls-key y|--insecure links without certificates",
        "peer --insecure --allow-list x|leave one out",
        "peer --insecure --join-token-file x|in the clear",
        "peer --bootstrap seed:7400#abc|after '#' at position 10, the pin has 3 characters",
        "bootstrap --tls-cert x|give both or neither",
        "bootstrap --insecure --tls-cert x --tls-key y|uses no certificate",
        "bootstrap --insecure --join-token-file x|in the clear",
        "bootstrap --trusted-network 10.0.0.0|expected ADDRESS/BITS"
      })
  void whatDoesNotFitTogetherIsWrongUsage(String command, String complaint) {
    assertThat(terminal.run(command.split(" "))).isEqualTo(2);
    assertThat(terminal.err()).contains(complaint);
  }

  @Test
  void certIssuesOneCertificateAfterTheOtherByTheSameCa(@TempDir Path folder) throws Exception {
    assertThat(terminal.run("cert", "--dir", folder.toString(), "peer1")).isZero();
    byte[] ca = Files.readAllBytes(folder.resolve("ca.pem"));
    assertThat(terminal.run("cert", "--dir", folder.toString(), "peer2")).isZero();

    assertThat(Files.readAllBytes(folder.resolve("ca.pem"))).isEqualTo(ca);
    assertThat(terminal.out()).contains("peer1.pem", "peer1.key", "peer2.pem");
  }

  @Test
  void certDoesNotReplaceTheCa(@TempDir Path folder) {
    assertThat(terminal.run("cert", "--dir", folder.toString(), "ca")).isEqualTo(1);
    assertThat(folder).isEmptyDirectory();
  }
}
