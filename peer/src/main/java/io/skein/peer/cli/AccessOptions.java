package io.skein.peer.cli;

import io.skein.peer.access.AccessConfig;
import io.skein.peer.access.AppTlsFiles;
import io.skein.peer.grpc.AppDoor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may use the app API of a peer; set by picocli once, then only read. */
public final class AccessOptions {
  @Option(
      names = "--app-tokens",
      paramLabel = "FILE",
      description =
          "Ask apps for a token of this file, which only its owner may read; see 'skein token'.")
  private @Nullable Path tokens;

  @Option(
      names = "--app-rules",
      paramLabel = "FILE",
      description = "YAML file that says which types each app may publish and subscribe to.")
  private @Nullable Path rules;

  @Option(
      names = "--app-tls-cert",
      paramLabel = "FILE",
      description = "Certificate of the app API with its chain, PEM; apps then need TLS.")
  private @Nullable Path certificate;

  @Option(
      names = "--app-tls-key",
      paramLabel = "FILE",
      description = "Its private key, PEM, which only its owner may read.")
  private @Nullable Path key;

  @Option(
      names = "--app-tls-client-ca",
      paramLabel = "FILE",
      description = "Let apps say who they are by certificates that this CA signed, PEM.")
  private @Nullable Path clientCa;

  @Option(
      names = "--app-subscriptions",
      paramLabel = "N",
      description = "Subscriptions that one app may have open (default: ${DEFAULT-VALUE}).")
  private int subscriptions = AccessConfig.SUBSCRIPTIONS;

  /** Where it stands who may do what. */
  public AccessConfig config() {
    return new AccessConfig(
        Optional.ofNullable(tokens),
        tls(),
        rules == null ? Optional.empty() : Optional.of(new RulesFile(rules)),
        Math.max(1, subscriptions));
  }

  private Optional<AppTlsFiles> tls() {
    return certificate == null || key == null
        ? Optional.empty()
        : Optional.of(new AppTlsFiles(certificate, key, Optional.ofNullable(clientCa)));
  }

  /** Whether tokens may be sent over a connection that others can read. */
  boolean sendsPlainTokens() {
    return tokens != null && tls().isEmpty();
  }

  /** Options that a command needs to reach this peer, with a space before each. */
  String clientOptions() {
    String token = tokens == null ? "" : " --app-token FILE";
    String certificateOptions =
        tokens == null && clientCa != null ? " --app-cert FILE --app-key FILE" : "";
    return (tls().isEmpty() ? "" : " --app-ca FILE") + token + certificateOptions;
  }

  /** What does not fit together or cannot be read, one sentence each. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (certificate == null != (key == null)) {
      problems.add("--app-tls-cert and --app-tls-key: give both or none");
    } else if (clientCa != null && certificate == null) {
      problems.add("--app-tls-client-ca needs --app-tls-cert and --app-tls-key");
    }
    LimitOptions.atLeastOne("--app-subscriptions", subscriptions, problems);
    problems.addAll(AppDoor.problems(config()));
    return problems;
  }
}
