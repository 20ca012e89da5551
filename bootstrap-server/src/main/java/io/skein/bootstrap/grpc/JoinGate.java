package io.skein.bootstrap.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.skein.wire.tls.JoinToken;
import java.util.function.Supplier;

/** Lets in who says a join token. Thread-safe. */
final class JoinGate implements ServerInterceptor {
  private static final Metadata.Key<String> TOKEN =
      Metadata.Key.of(JoinToken.HEADER, Metadata.ASCII_STRING_MARSHALLER);

  private final Supplier<JoinToken> tokens;

  JoinGate(Supplier<JoinToken> tokens) {
    this.tokens = tokens;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String said = headers.get(TOKEN);
    if (said != null && tokens.get().accepts(said)) {
      return next.startCall(call, headers);
    }
    call.close(
        said == null ? Statuses.joinTokenMissing() : Statuses.joinTokenWrong(), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
