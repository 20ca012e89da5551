package io.skein.bootstrap.grpc;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;

/**
 * The only place that builds the statuses of this service. Texts name the field and say what to do.
 */
final class Statuses {
  private Statuses() {}

  /** Not to be retried: the request is wrong. */
  static StatusRuntimeException invalidField(String field, String why) {
    return Status.INVALID_ARGUMENT.withDescription(field + ": " + why).asRuntimeException();
  }

  /** Not to be retried: the request cannot be read. */
  static Status notProtobuf(String detail) {
    return Status.INVALID_ARGUMENT.withDescription("request is not valid protobuf: " + detail);
  }

  /** Retry with another nonce; otherwise the caller is not the holder of the key. */
  static StatusRuntimeException staleNonce() {
    return Status.PERMISSION_DENIED
        .withDescription("nonce: not ours or older than 30 s; call Challenge and sign the new one")
        .asRuntimeException();
  }

  /** Not to be retried. */
  static StatusRuntimeException wrongSignature(String field) {
    return Status.PERMISSION_DENIED
        .withDescription(field + ": not made by the holder of record.public_key")
        .asRuntimeException();
  }

  /** Not to be retried with this record. */
  static StatusRuntimeException olderRecord(long epoch, long revision) {
    return Status.ABORTED
        .withDescription(
            "record: a newer one is registered, epoch %s, revision %s; does the same identity run twice?"
                .formatted(Long.toUnsignedString(epoch), Long.toUnsignedString(revision)))
        .asRuntimeException();
  }

  /** Retry after a while; says when. */
  static StatusRuntimeException refused(String reason, Duration retryAfter) {
    var delay =
        com.google.protobuf.Duration.newBuilder()
            .setSeconds(retryAfter.toSeconds())
            .setNanos(retryAfter.toNanosPart());
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(Code.RESOURCE_EXHAUSTED_VALUE)
            .setMessage("%s; try again in %d s".formatted(reason, retryAfter.toSeconds() + 1))
            .addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()))
            .build());
  }

  /** Not to be retried without a token. */
  static Status joinTokenMissing() {
    return Status.UNAUTHENTICATED.withDescription(
        "this network has a join token: start the peer with --join-token-file");
  }

  /** Not to be retried with this token. */
  static Status joinTokenWrong() {
    return Status.UNAUTHENTICATED.withDescription(
        "the join token is not one of this server's: compare both files of --join-token-file");
  }

  /** Register again. */
  static StatusRuntimeException unknownLease() {
    return Status.NOT_FOUND
        .withDescription("lease_id: unknown or ended; register again")
        .asRuntimeException();
  }

  /** Retry later, when the peer may have registered. */
  static StatusRuntimeException unknownPeer(String network) {
    return Status.NOT_FOUND
        .withDescription("peer_id: not registered here in network '" + network + "'")
        .asRuntimeException();
  }
}
