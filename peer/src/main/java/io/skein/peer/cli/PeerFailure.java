package io.skein.peer.cli;

import io.grpc.Status;
import java.io.IOException;
import java.util.Objects;
import javax.net.ssl.SSLException;

/** Turns the status of a failed call into one sentence for people. */
final class PeerFailure {
  private PeerFailure() {}

  static String sentence(Status status) {
    return sentence(status, "the address given by --peer");
  }

  /**
   * Says what happened and what to do next.
   *
   * @param peer where the peer should be
   */
  static String sentence(Status status, String peer) {
    String detail = Text.printable(Objects.requireNonNullElse(status.getDescription(), ""));
    return switch (status.getCode()) {
      case UNAVAILABLE -> unavailable(status, detail, peer);
      case UNIMPLEMENTED ->
          peer + " is no peer's app API, or one of an older version: check --peer";
      case INVALID_ARGUMENT -> "the peer refused the request: " + detail;
      case PERMISSION_DENIED -> "not allowed: " + detail;
      case UNAUTHENTICATED ->
          "not allowed: "
              + detail
              + "; see --app-token FILE, or --app-ca, --app-cert and --app-key";
      case RESOURCE_EXHAUSTED -> "over a limit of the peer: " + detail;
      case OUT_OF_RANGE ->
          "the token is too old: " + detail + "; --accept-gap reports what is lost and goes on";
      case DEADLINE_EXCEEDED -> "no answer in time from the peer at " + peer;
      case CANCELLED -> "cancelled";
      case OK,
          UNKNOWN,
          NOT_FOUND,
          ALREADY_EXISTS,
          FAILED_PRECONDITION,
          ABORTED,
          INTERNAL,
          DATA_LOSS ->
          "the peer at " + peer + " failed: " + status.getCode() + " " + detail;
    };
  }

  private static String unavailable(Status status, String detail, String peer) {
    if (isTls(status)) {
      return "no TLS connection to %s (%s): compare --app-ca, --app-cert and --app-key with what the peer was given"
          .formatted(peer, detail);
    }
    return isUnreachable(status)
        ? "no peer answers at "
            + peer
            + ": start one with 'skein peer', or name another with --peer"
        : "the peer at " + peer + " is not available now (" + detail + "): try again later";
  }

  private static boolean isTls(Status status) {
    return status.getCause() instanceof SSLException;
  }

  /** A peer that says UNAVAILABLE itself sends no exception with it. */
  private static boolean isUnreachable(Status status) {
    Throwable cause = status.getCause();
    return cause instanceof IOException
        || Objects.requireNonNullElse(status.getDescription(), "").contains("resolve");
  }
}
