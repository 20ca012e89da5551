package io.skein.peer.grpc;

import io.skein.peer.dispatch.ResumeToken;
import io.skein.peer.dispatch.SlowPolicy;
import io.skein.peer.dispatch.Start;
import io.skein.peer.dispatch.SubscriptionSpec;
import io.skein.peer.model.Pattern;
import io.skein.proto.app.v1.SubscribeRequest;

/** Stateless. What an app asks for, checked. */
final class SubscribeSpecs {
  private static final long DEFAULT_MAX_LAG = 4 << 20;

  private SubscribeSpecs() {}

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException saying what is wrong where
   */
  static SubscriptionSpec of(SubscribeRequest request, String app) {
    long maxLag = request.getMaxLagBytes();
    return new SubscriptionSpec(
        app,
        request.getPatternsList().stream().map(Pattern::parse).toList(),
        startOf(request),
        request.getNoEcho(),
        policyOf(request),
        maxLag == 0 ? DEFAULT_MAX_LAG : maxLag);
  }

  private static Start startOf(SubscribeRequest request) {
    return switch (request.getStartCase()) {
      case LAST_MESSAGES -> new Start.Last(request.getLastMessages());
      case ARRIVED_SINCE_UNIX_MILLIS -> new Start.Since(request.getArrivedSinceUnixMillis());
      case RESUME_TOKEN ->
          new Start.Resume(ResumeToken.decode(request.getResumeToken()), request.getAcceptGap());
      case START_NOT_SET -> new Start.New();
    };
  }

  private static SlowPolicy policyOf(SubscribeRequest request) {
    return switch (request.getSlowPolicy()) {
      case SLOW_POLICY_UNSPECIFIED, SLOW_POLICY_CATCH_UP -> SlowPolicy.CATCH_UP;
      case SLOW_POLICY_DROP_OLDEST -> SlowPolicy.DROP_OLDEST;
      case SLOW_POLICY_DISCONNECT -> SlowPolicy.DISCONNECT;
      case UNRECOGNIZED ->
          throw new IllegalArgumentException(
              "slow_policy is %d, which this peer does not know"
                  .formatted(request.getSlowPolicyValue()));
    };
  }
}
