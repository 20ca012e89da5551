package io.skein.peer.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.skein.peer.mesh.DisconnectReason;
import io.skein.peer.model.SequenceRange;
import java.time.Duration;

/** Stateless. The one place that makes statuses; each text says what to do. */
final class Statuses {
  // A server must not silence a peer for longer.
  private static final long MAX_RETRY_SECONDS = 300;

  private Statuses() {}

  /** Not to be retried: the request is wrong. */
  static Status invalid(String what) {
    return Status.INVALID_ARGUMENT.withDescription(what);
  }

  /** Not to be retried: the bytes are wrong. */
  static Status notProtobuf(String message, String detail) {
    return invalid(message + " is not valid protobuf: " + detail);
  }

  /**
   * Not to be retried: the bytes are wrong.
   *
   * @param in read as far as they were understood
   */
  static Status notProtobuf(
      String message, InvalidProtocolBufferException failure, CodedInputStream in) {
    return notProtobuf(message, failure.getMessage() + " (at byte " + in.getTotalBytesRead() + ")");
  }

  /** Not to be retried: the call ended before it began. */
  static Status missingRequest() {
    return invalid("request is missing: expected one");
  }

  /** Not to be retried: the type is ours. */
  static Status reserved(String type) {
    return Status.PERMISSION_DENIED.withDescription(
        "type '" + type + "' is reserved: choose one that does not start with _skein.");
  }

  /**
   * Not to be retried without proof of who calls.
   *
   * @param tokenIsWrong whether there was a token, which nobody repeats
   */
  static Status unauthenticated(boolean tokenIsWrong, boolean tokens, boolean certificates) {
    String token = "metadata 'authorization: Bearer TOKEN' with a token from its --app-tokens file";
    String certificate = "a certificate of the app, signed by its --app-tls-client-ca";
    String wanted =
        tokens && certificates ? token + ", or " + certificate : tokens ? token : certificate;
    return Status.UNAUTHENTICATED.withDescription(
        (tokenIsWrong
                ? "this peer does not know the token that was sent"
                : "this peer has to know who calls")
            + ": send "
            + wanted);
  }

  /** Not to be retried: the name is proved, and it is another one. */
  static Status anotherName(String claimed, String app) {
    return Status.PERMISSION_DENIED.withDescription(
        "metadata skein-app is '%s', but the token or certificate is of app '%s': leave skein-app out"
            .formatted(claimed, app));
  }

  /** Not to be retried: the rules of the peer do not allow it. */
  static Status denied(String act, String what, String app) {
    return Status.PERMISSION_DENIED.withDescription(
        "app '%s' must not %s '%s': the --app-rules of this peer do not allow it"
            .formatted(app, act, what));
  }

  /** Not to be retried from there. */
  static Status notAdmin(String app, String action) {
    return Status.PERMISSION_DENIED.withDescription(
        "app '%s' must not %s from another machine: call on the peer's own, or set admin: true in --app-rules"
            .formatted(app, action));
  }

  /** Not to be retried: over a limit. */
  static Status tooLarge(String what, long size, long limit) {
    return Status.RESOURCE_EXHAUSTED.withDescription(
        "%s has %d bytes, the limit is %d: send less, or start the peer with a higher --max-message"
            .formatted(what, size, limit));
  }

  /** To be retried later: too many of something. */
  static Status tooMany(String what, long limit) {
    return Status.RESOURCE_EXHAUSTED.withDescription(
        "this peer has %d %s already, which is the limit: close some".formatted(limit, what));
  }

  /** To be retried when answers to what waits have come. */
  static Status tooMuchWaiting(String app, long limit) {
    return Status.RESOURCE_EXHAUSTED.withDescription(
        "app '%s' has %d bytes of requests waiting here, which is the limit: use fewer calls at once or smaller requests"
            .formatted(app, limit));
  }

  /** To be retried with accept_gap, or without a token. */
  static Status tokenTooOld(SequenceRange lost) {
    return Status.OUT_OF_RANGE.withDescription(
        ("resume token is too old: it asks for %s from sequence %d on, oldest is %d;"
                + " set accept_gap to be told the loss and go on")
            .formatted(lost.source(), lost.first(), lost.last() + 1));
  }

  /** To be retried with the last resume token. */
  static Status tooSlow(long lagBytes, long limit) {
    return Status.RESOURCE_EXHAUSTED.withDescription(
        "subscriber is %d bytes behind, its limit is %d: read faster and resume with the last token"
            .formatted(lagBytes, limit));
  }

  /** To be retried: the snapshot comes anew. */
  static Status watcherTooSlow(int limit) {
    return Status.RESOURCE_EXHAUSTED.withDescription(
        "watcher is more than %d events behind: read faster and watch again".formatted(limit));
  }

  /** Not to be retried: there is nothing to do. */
  static Status notBanned(String who) {
    return Status.NOT_FOUND.withDescription(who + " is not banned: look with 'skein ban list'");
  }

  /** To be retried a second later. */
  static Status tooManyTraces() {
    return Status.RESOURCE_EXHAUSTED.withDescription(
        "too many traces, at most 10 begin in a second: try again a second later");
  }

  /** To be retried at another peer, or later. */
  static Status draining() {
    return Status.UNAVAILABLE.withDescription(
        "this peer is shutting down: go on at another peer of the network");
  }

  static Status secondLink() {
    return Status.FAILED_PRECONDITION.withDescription(
        "this connection carries a link already: a connection has one, dial another");
  }

  /** To be retried a moment later. */
  static Status starting() {
    return Status.UNAVAILABLE.withDescription("this peer is starting: dial it again");
  }

  /** To be retried later. */
  static Status notReady(java.util.List<String> reasons) {
    return Status.UNAVAILABLE.withDescription(
        "overlay is not ready: %s; try again later, or let it wait: without fail_when_not_ready"
            .formatted(String.join("; ", reasons)));
  }

  /** To be published again. */
  static Status expired(long sequence) {
    return Status.ABORTED.withDescription(
        "message %d left this peer's log before any neighbour had it: publish it again"
            .formatted(sequence));
  }

  /** How the end of a link looks to gRPC. */
  static Status of(DisconnectReason reason, String detail) {
    Status status =
        switch (reason) {
          case WRONG_NETWORK, BANNED, NOT_ALLOWED -> Status.PERMISSION_DENIED;
          case VERSION, TRUST, PROTOCOL -> Status.FAILED_PRECONDITION;
          case FULL -> Status.RESOURCE_EXHAUSTED;
          case DUPLICATE_LINK -> Status.ALREADY_EXISTS;
          case DUPLICATE_IDENTITY -> Status.ABORTED;
          case DRAINING, UNRESPONSIVE, SURPLUS, UNSPECIFIED -> Status.UNAVAILABLE;
          case IDENTITY -> Status.UNAUTHENTICATED;
        };
    return status.withDescription(reason + ": " + detail);
  }

  /** A status as people read it. */
  static String text(Status status) {
    String code = status.getCode().name();
    Throwable cause = status.getCause();
    String detail = status.getDescription() == null ? code : code + ": " + status.getDescription();
    return cause == null || cause.getMessage() == null
        ? detail
        : detail + " (" + cause.getMessage() + ")";
  }

  /** When a server that refused a call wants it again; zero if it did not say. */
  static Duration retryAfter(Throwable failure) {
    com.google.rpc.Status status = StatusProto.fromThrowable(failure);
    if (status == null) {
      return Duration.ZERO;
    }
    for (Any detail : status.getDetailsList()) {
      if (detail.is(RetryInfo.class)) {
        return delay(detail);
      }
    }
    return Duration.ZERO;
  }

  private static Duration delay(Any detail) {
    try {
      var delay = detail.unpack(RetryInfo.class).getRetryDelay();
      long seconds = Math.clamp(delay.getSeconds(), 0, MAX_RETRY_SECONDS);
      return Duration.ofSeconds(seconds, Math.clamp(delay.getNanos(), 0, 999_999_999));
    } catch (InvalidProtocolBufferException unreadable) {
      return Duration.ZERO;
    }
  }
}
