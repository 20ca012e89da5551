package io.skein.peer.cli;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command shows a peer who it is; set by picocli once, then only read. */
final class CredentialOptions {
  @Option(
      names = {"--app-token", "--app-token-file"},
      paramLabel = "FILE",
      description = "File with the token to send (or SKEIN_APP_TOKEN_FILE).")
  private @Nullable Path tokenFile;

  @Option(
      names = "--app-ca",
      paramLabel = "FILE",
      description = "CA that signed the certificate of the peer's app API, PEM; turns TLS on.")
  private @Nullable Path ca;

  @Option(
      names = "--app-cert",
      paramLabel = "FILE",
      description = "Certificate to show, PEM; turns TLS on.")
  private @Nullable Path certificate;

  @Option(names = "--app-key", paramLabel = "FILE", description = "Its private key, PKCS#8 in PEM.")
  private @Nullable Path key;

  /** The token to send, if there is one. */
  Optional<String> token() {
    if (tokenFile == null) {
      return Optional.empty();
    }
    String token = read(tokenFile).strip();
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new CommandFailure(
          tokenFile + ": expected one token and nothing else, as 'skein token NAME' prints it");
    }
    return Optional.of(token);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandFailure(file + ": cannot be read; name a file with a token by --app-token");
    }
  }

  /** How to connect. */
  ChannelCredentials tls() {
    if (certificate == null != (key == null)) {
      throw new CommandFailure("--app-cert and --app-key: give both or none");
    }
    if (ca == null && certificate == null) {
      return InsecureChannelCredentials.create();
    }
    try {
      TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
      if (ca != null) {
        credentials.trustManager(ca.toFile());
      }
      if (certificate != null && key != null) {
        credentials.keyManager(certificate.toFile(), key.toFile());
      }
      return credentials.build();
    } catch (IOException e) {
      throw new CommandFailure("--app-ca, --app-cert, --app-key: " + e.getMessage());
    }
  }
}
