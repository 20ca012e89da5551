package io.skein.peer.grpc;

import io.grpc.Status;
import java.security.cert.CertificateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stateless. Why a connection did not come about, as far as its failure shows. */
final class ConnectionFaults {
  private ConnectionFaults() {}

  /**
   * A cause and what to do; empty if gRPC's own text says enough. To be asked only about a
   * connection on which nothing ever came: later, the same failures mean that it broke.
   *
   * @param tls whether this side used TLS
   */
  static Optional<String> explain(Status status, boolean tls) {
    if (status.getCode() != Status.Code.UNAVAILABLE) {
      return Optional.empty();
    }
    return Optional.ofNullable(tls ? withTls(status) : withoutTls(status));
  }

  private static @Nullable String withTls(Status status) {
    String refused = null;
    for (Throwable t = status.getCause(); t != null; t = t.getCause()) {
      if (t instanceof CertificateException) {
        return t.getMessage();
      }
      if (t.getClass().getSimpleName().equals("NotSslRecordException")) {
        return "it answers without TLS: take --insecure away there, or give it to this peer too";
      }
      if (String.valueOf(t.getMessage()).contains("alert")) {
        refused = "it does not accept this peer's certificate, so the --ca of both do not fit";
      }
    }
    return refused == null && isSilent(status)
        ? "it closed the connection without a word: it may have no TLS (--insecure), no room for connections, or a --ca that does not fit this peer's certificate"
        : refused;
  }

  private static @Nullable String withoutTls(Status status) {
    return isSilent(status) || text(status).contains("not SETTINGS")
        ? "it does not talk in plaintext, most likely because it has TLS: take --insecure away here, or give it to that one too"
        : null;
  }

  private static boolean isSilent(Status status) {
    String text = text(status);
    return text.contains("closed for unknown reason")
        || text.contains("End of stream")
        || text.contains("Connection reset")
        || text.contains("Connection closed");
  }

  private static String text(Status status) {
    StringBuilder all = new StringBuilder(String.valueOf(status.getDescription()));
    for (Throwable t = status.getCause(); t != null; t = t.getCause()) {
      all.append(' ').append(t.getMessage());
    }
    return all.toString();
  }
}
