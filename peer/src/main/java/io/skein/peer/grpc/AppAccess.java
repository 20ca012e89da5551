package io.skein.peer.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthGrpc;
import io.skein.peer.access.AccessPolicy;
import io.skein.peer.access.AppName;
import io.skein.peer.access.Permissions;
import io.skein.peer.access.Token;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Asks each call of the app API who it is, but for health checks, and
 * knows what it may do.
 */
public final class AppAccess implements ServerInterceptor {
  private static final Metadata.Key<String> APP =
      Metadata.Key.of("skein-app", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String BEARER = "Bearer ";

  private final Set<SubscribeCall> subscriptions = new LinkedHashSet<>();
  private AccessPolicy policy;
  private long version;
  private long unauthenticated;
  private long denied;

  public AppAccess(AccessPolicy policy) {
    this.policy = policy;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
      return next.startCall(call, headers);
    }
    try {
      Context known = identify(call, headers).within(Context.current());
      return Contexts.interceptCall(known, call, headers, next);
    } catch (StatusException e) {
      call.close(e.getStatus(), new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }

  private Caller identify(ServerCall<?, ?> call, Metadata headers) throws StatusException {
    String claimed = headers.get(APP);
    if (claimed != null && !AppName.isOne(claimed)) {
      throw Statuses.invalid("metadata skein-app: expected " + AppName.EXPECTED).asException();
    }
    boolean local = CallerAddress.isLocal(call);
    if (!policy.authenticates()) {
      String name = claimed == null ? String.valueOf(Connections.idOf(call)) : claimed;
      return new Caller(name, null, local);
    }
    Token token = tokenOf(headers);
    String app = token == null ? certificateName(call) : appOf(token);
    if (app == null) {
      throw unauthenticated(token != null);
    }
    if (claimed != null && !claimed.equals(app)) {
      denied++;
      throw Statuses.anotherName(claimed, app).asException();
    }
    return new Caller(app, token, local);
  }

  /** What the caller sent as its token; null if nothing, or if nobody has one. */
  private @Nullable Token tokenOf(Metadata headers) {
    String sent = headers.get(AUTHORIZATION);
    // Whoever handles the call needs no secret.
    headers.discardAll(AUTHORIZATION);
    boolean bearer =
        policy.tokens() != null
            && sent != null
            && sent.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return bearer ? Token.of(sent.substring(BEARER.length()).strip()) : null;
  }

  private @Nullable String appOf(Token token) {
    return policy.tokens() == null ? null : policy.tokens().appOf(token);
  }

  private @Nullable String certificateName(ServerCall<?, ?> call) {
    return policy.certificates() ? CallerCertificate.appOf(call) : null;
  }

  private StatusException unauthenticated(boolean tokenIsWrong) {
    unauthenticated++;
    return Statuses.unauthenticated(tokenIsWrong, policy.tokens() != null, policy.certificates())
        .asException();
  }

  /**
   * What a caller may do now; null: everything.
   *
   * @throws StatusException if its token was taken away meanwhile
   */
  @Nullable Permissions permissionsOf(Caller caller) throws StatusException {
    if (caller.token() != null && !caller.app().equals(appOf(caller.token()))) {
      throw unauthenticated(true);
    }
    return policy.permissionsOf(caller.app());
  }

  StatusException denied(String act, String what, String app) {
    denied++;
    return Statuses.denied(act, what, app).asException();
  }

  /** Whether a caller may have the peer read its files again. */
  boolean mayReload(Caller caller) {
    Permissions permissions = policy.permissionsOf(caller.app());
    boolean admin = policy.authenticates() && permissions != null && permissions.admin();
    return caller.local() || admin;
  }

  /** Grows with each reload. */
  long version() {
    return version;
  }

  void opened(SubscribeCall call) {
    subscriptions.add(call);
  }

  void ended(SubscribeCall call) {
    subscriptions.remove(call);
  }

  /**
   * From now on others may do other things; ends the subscriptions that nobody may have any more.
   */
  public void replace(AccessPolicy now) {
    policy = now;
    version++;
    List.copyOf(subscriptions).forEach(SubscribeCall::checkRights);
  }

  /** Calls refused since the start because nobody knew who called. */
  public long unauthenticated() {
    return unauthenticated;
  }

  /** Calls refused and subscriptions ended since the start because the app must not do that. */
  public long denied() {
    return denied;
  }
}
