package io.skein.peer.grpc;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.skein.peer.access.AppTlsFiles;
import io.skein.peer.access.PrivateFile;
import io.skein.wire.tls.KeyMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stateless. Makes TLS of the app API from its files. */
final class AppTls {
  private AppTls() {}

  /**
   * Reads the files. A caller need not have a certificate for TLS: who has none may still send a
   * token, and gets an answer that says what is missing.
   *
   * @param problems takes what is wrong
   * @return null if anything is wrong
   */
  static @Nullable SslContext read(AppTlsFiles files, List<String> problems) {
    int before = problems.size();
    check(files, problems);
    if (problems.size() > before) {
      return null;
    }
    try {
      KeyMaterial own = KeyMaterial.load(files.certificate(), files.key());
      SslContextBuilder builder =
          GrpcSslContexts.configure(SslContextBuilder.forServer(own.key(), own.chain()));
      if (files.clientCa().isPresent()) {
        builder.trustManager(files.clientCa().get().toFile()).clientAuth(ClientAuth.OPTIONAL);
      }
      return builder.build();
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          "%s, %s%s: cannot be used for TLS (%s); expected PEM files, a certificate and its own key without a password"
              .formatted(
                  files.certificate(),
                  files.key(),
                  files.clientCa().map(ca -> ", " + ca).orElse(""),
                  reason(e)));
      return null;
    }
  }

  private static void check(AppTlsFiles files, List<String> problems) {
    try {
      PrivateFile.check(files.key(), "TLS key");
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    checkReadable(files.certificate(), "TLS certificate", problems);
    files.clientCa().ifPresent(ca -> checkReadable(ca, "CA certificate", problems));
  }

  private static void checkReadable(Path file, String what, List<String> problems) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      problems.add(file + ": cannot be read; name a readable " + what);
    }
  }

  private static String reason(Exception failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("");
  }
}
