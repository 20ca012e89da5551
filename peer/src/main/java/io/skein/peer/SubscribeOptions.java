package io.skein.peer;

import com.google.protobuf.ByteString;
import io.skein.peer.dispatch.ResumeToken;
import io.skein.peer.dispatch.SlowPolicy;
import io.skein.peer.dispatch.Start;
import io.skein.peer.dispatch.SubscriptionSpec;
import io.skein.peer.model.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Immutable. What to subscribe to, from where on, and who is called. Begins with what arrives from
 * now on, delivers everything that is still in the log to a listener that is slow, and calls it on
 * virtual threads.
 */
public final class SubscribeOptions {
  private static final long DEFAULT_MAX_LAG = 4 << 20;
  private static final Executor PEER_THREAD = Runnable::run;

  private final SubscriptionSpec spec;
  private final Executor executor;

  private SubscribeOptions(SubscriptionSpec spec, Executor executor) {
    this.spec = spec;
    this.executor = executor;
  }

  /**
   * Messages of some types.
   *
   * @param patterns 1 to 64 types, or patterns in which {@code *} stands for one token and a final
   *     {@code >} for one or more
   * @throws IllegalArgumentException if one is wrong, naming the position
   */
  public static SubscribeOptions of(String... patterns) {
    List<Pattern> parsed = Stream.of(patterns).map(Pattern::parse).toList();
    return new SubscribeOptions(
        new SubscriptionSpec(
            PublisherOptions.THIS_PROCESS,
            parsed,
            new Start.New(),
            false,
            SlowPolicy.CATCH_UP,
            DEFAULT_MAX_LAG),
        Thread::startVirtualThread);
  }

  /** Begins with the last so many matching messages in the log of this peer. */
  public SubscribeOptions fromLast(long messages) {
    return from(new Start.Last(messages));
  }

  /** Begins with the first message that arrived at this peer then or later. */
  public SubscribeOptions fromTime(Instant arrived) {
    return from(new Start.Since(arrived.toEpochMilli()));
  }

  /**
   * Goes on after what an earlier subscription had seen, at whichever peer; refused if some of what
   * came since has left the log.
   *
   * @param resumeToken from {@link MessageListener#onCheckpoint}
   * @throws IllegalArgumentException if it is no token, or damaged
   */
  public SubscribeOptions fromToken(byte[] resumeToken) {
    return from(new Start.Resume(ResumeToken.decode(ByteString.copyFrom(resumeToken)), false));
  }

  /** As {@link #fromToken}, but what has left the log is told as a gap. */
  public SubscribeOptions fromTokenWithGap(byte[] resumeToken) {
    return from(new Start.Resume(ResumeToken.decode(ByteString.copyFrom(resumeToken)), true));
  }

  private SubscribeOptions from(Start start) {
    return with(spec.app(), start, spec.noEcho(), spec.policy(), spec.maxLagBytes());
  }

  /** As an app of a name. */
  public SubscribeOptions as(String app) {
    return with(app, spec.start(), spec.noEcho(), spec.policy(), spec.maxLagBytes());
  }

  /** Leaves out what the same app published through this peer. */
  public SubscribeOptions noEcho() {
    return with(spec.app(), spec.start(), true, spec.policy(), spec.maxLagBytes());
  }

  /**
   * Skips the oldest, told as a gap, when the listener is behind by more.
   *
   * @param maxLagBytes bytes of the log, of all types; at least 1
   */
  public SubscribeOptions dropOldest(long maxLagBytes) {
    return with(spec.app(), spec.start(), spec.noEcho(), SlowPolicy.DROP_OLDEST, maxLagBytes);
  }

  /**
   * Ends the subscription when the listener is behind by more.
   *
   * @param maxLagBytes bytes of the log, of all types; at least 1
   */
  public SubscribeOptions disconnect(long maxLagBytes) {
    return with(spec.app(), spec.start(), spec.noEcho(), SlowPolicy.DISCONNECT, maxLagBytes);
  }

  private SubscribeOptions with(
      String app, Start start, boolean noEcho, SlowPolicy policy, long maxLagBytes) {
    return new SubscribeOptions(
        new SubscriptionSpec(app, spec.patterns(), start, noEcho, policy, maxLagBytes), executor);
  }

  /**
   * Calls the listener on threads of an executor, which may have any number of them: one task runs
   * at a time, for as long as there is something to read. If it refuses a task, the subscription
   * ends.
   */
  public SubscribeOptions on(Executor threads) {
    return new SubscribeOptions(spec, threads);
  }

  /**
   * Calls the listener on the one thread of the peer itself: the fastest way, and the whole peer
   * waits meanwhile. The listener must never block and must be done within microseconds; {@link
   * Publisher#publish} in it fails where it would wait, {@link Publisher#tryPublish} does not.
   */
  public SubscribeOptions onPeerThread() {
    return on(PEER_THREAD);
  }

  SubscriptionSpec spec() {
    return spec;
  }

  Executor executor() {
    return executor;
  }
}
