package io.skein.peer.access;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Where it stands who may use the app API.
 *
 * @param tokens file with the tokens of apps
 * @param tls files for TLS; empty: the app API is plain
 * @param rules what each app may do; empty: everything
 * @param subscriptions that one app may have open, at least 1
 */
public record AccessConfig(
    Optional<Path> tokens,
    Optional<AppTlsFiles> tls,
    Optional<RulesSource> rules,
    int subscriptions) {
  /** Subscriptions of one app, unless told. */
  public static final int SUBSCRIPTIONS = 256;

  /** Whoever reaches the app API may do everything. */
  public static final AccessConfig OPEN =
      new AccessConfig(Optional.empty(), Optional.empty(), Optional.empty(), SUBSCRIPTIONS);

  public AccessConfig {
    if (subscriptions < 1) {
      throw new IllegalArgumentException(
          "subscriptions of an app is %d, expected at least 1".formatted(subscriptions));
    }
  }

  /** Whether apps have to say who they are. */
  public boolean authenticates() {
    return tokens.isPresent() || hasClientCa();
  }

  /** Whether an app may say by a certificate who it is. */
  public boolean hasClientCa() {
    return tls.flatMap(AppTlsFiles::clientCa).isPresent();
  }

  /** Whether there is a file that may change. */
  public boolean isOpen() {
    return tokens.isEmpty() && tls.isEmpty() && rules.isEmpty();
  }

  /**
   * Reads the tokens and the rules.
   *
   * @param problems takes what is wrong, with file and line; if anything is, the result is not used
   */
  public AccessPolicy read(List<String> problems) {
    @Nullable Tokens read = tokens.map(file -> TokensFile.read(file, problems)).orElse(null);
    @Nullable Rules ruled = rules.map(source -> source.read(problems)).orElse(null);
    return new AccessPolicy(read, hasClientCa(), ruled);
  }
}
