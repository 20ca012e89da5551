package io.skein.peer.grpc;

import io.grpc.Context;
import io.skein.peer.access.Token;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Who calls.
 *
 * @param app name of the app: of its token or certificate; if the peer asks for none, the name that
 *     it gave itself, or the number of its connection
 * @param token what proved the name; null if nothing did, or a certificate
 * @param local whether it is on this machine
 */
record Caller(String app, @Nullable Token token, boolean local) {
  private static final Context.Key<Caller> KEY = Context.key("skein-caller");

  Context within(Context context) {
    return context.withValue(KEY, this);
  }

  /**
   * The caller of the call that is being handled.
   *
   * @throws IllegalStateException if it came past {@link AppAccess}
   */
  static Caller current() {
    Caller caller = KEY.get();
    if (caller == null) {
      throw new IllegalStateException("the call came past the access check");
    }
    return caller;
  }
}
