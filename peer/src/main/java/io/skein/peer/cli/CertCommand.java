package io.skein.peer.cli;

import io.skein.wire.tls.Certificates;
import io.skein.wire.tls.KeyFiles;
import io.skein.wire.tls.KeyMaterial;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes certificates for a closed network; confined to the thread that runs it. */
@Command(
    name = "cert",
    sortOptions = false,
    description = {
      "Issue a certificate for a peer or a bootstrap server.",
      "DIR/ca.pem and DIR/ca.key are the CA, made if they are not there, for ten years;"
          + " DIR/NAME.pem and DIR/NAME.key are made anew each time. P-256. Whoever has ca.key can"
          + " let peers in: keep it away from them."
    },
    footer = {"", "Example: skein cert --dir ./pki peer1"})
final class CertCommand implements Callable<Integer> {
  private static final Duration CA_LIFE = Duration.ofDays(3650);

  @Spec private CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the CA and of the new files.")
  private Path folder = Path.of("");

  @Option(
      names = "--host",
      paramLabel = "HOST",
      split = ",",
      description =
          "Name or address that the certificate vouches for; repeatable. Bootstrap servers need it,"
              + " peers do not.")
  private List<String> hosts = List.of();

  @Option(
      names = "--life",
      paramLabel = "DURATION",
      description = "How long the certificate is valid (default: 365d).")
  private Duration life = Duration.ofDays(365);

  @Parameters(paramLabel = "NAME", description = "Name of the files and of the certificate.")
  private String name = "";

  @Override
  public Integer call() throws IOException {
    if (!name.matches("[A-Za-z0-9._-]{1,64}") || name.equals("ca")) {
      throw new CommandFailure(
          "NAME '" + name + "': expected 1 to 64 characters of A-Z a-z 0-9 . _ -, and not 'ca'");
    }
    SecureRandom random = new SecureRandom();
    KeyMaterial ca =
        KeyFiles.in(folder, "ca")
            .loadOrCreate(
                () -> Certificates.authority(claim("skein ca", List.of(), CA_LIFE), random));
    KeyFiles files = KeyFiles.in(folder, name);
    files.write(Certificates.issue(claim(name, hosts, life), ca, random));
    spec.commandLine().getOut().println(files.certificate());
    spec.commandLine().getOut().println(files.key());
    return 0;
  }

  private static Certificates.Claim claim(String name, List<String> hosts, Duration life) {
    return new Certificates.Claim(name, hosts, System.currentTimeMillis(), life);
  }
}
