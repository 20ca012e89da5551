package io.skein.peer.grpc;

import io.grpc.Status;
import io.grpc.StatusException;
import io.skein.peer.broadcast.Admission;
import io.skein.peer.broadcast.Broadcast;
import io.skein.peer.broadcast.Publisher;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageType;
import io.skein.peer.runtime.EventLoop;
import io.skein.peer.runtime.ReadyGate;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Confined to the owner thread. What all publishing calls share. */
public final class Publishing {
  /** How long counts wait that nobody asked for. */
  private static final Duration ALONE = Duration.ofMillis(10);

  private final Broadcast broadcast;
  private final Admission admission;
  private final ReadyGate gate;
  private final IdempotencyKeys keys;
  private final EventLoop loop;
  private final long maxPayload;
  private final Set<PublishStreamCall> changed = new LinkedHashSet<>();

  /** Those that have news which nobody waits for. */
  private final Set<PublishStreamCall> changedAlone = new LinkedHashSet<>();

  private final Set<PublishStreamCall> open = new LinkedHashSet<>();
  private long overfull;
  private boolean draining;

  /**
   * Publishing of one peer.
   *
   * @param maxPayload bytes of the largest message
   */
  public Publishing(
      Broadcast broadcast, Admission admission, ReadyGate gate, EventLoop loop, long maxPayload) {
    this.maxPayload = maxPayload;
    this.broadcast = broadcast;
    this.admission = admission;
    this.gate = gate;
    this.keys = new IdempotencyKeys(loop);
    this.loop = loop;
  }

  /** Reads a request; refuses one that is not valid or has too large a message. */
  PublishRequestScanner scan(byte[] request) throws StatusException {
    return PublishRequestScanner.scan(request, maxPayload);
  }

  /** Bytes of the keys that are remembered. */
  public long keyBytes() {
    return keys.bytes();
  }

  /** Checks a type that an app wants to publish. */
  static MessageType typeOf(String name) throws StatusException {
    MessageType type;
    try {
      type = new MessageType(name);
    } catch (IllegalArgumentException e) {
      throw Statuses.invalid(String.valueOf(e.getMessage())).asException();
    }
    if (type.isReserved()) {
      throw Statuses.reserved(name).asException();
    }
    return type;
  }

  void publish(Publisher publisher, PublishRequestScanner request, MessageType type) {
    Lane lane = request.lane();
    for (PublishRequestScanner.Run run : request.runs()) {
      broadcast.publish(publisher, lane, type, run.bytes(), run.count());
    }
  }

  /** Publishes a request with a key, at once, unless one with that key was published before. */
  Publication publishOnce(String app, PublishRequestScanner request, MessageType type)
      throws StatusException {
    if (keys.isFull()) {
      throw Statuses.tooMany("idempotency keys", IdempotencyKeys.MAX_KEYS).asException();
    }
    Publication publication = new Publication(app, request.count());
    keys.add(app, request.idempotencyKey(), publication);
    publish(publication, request, type);
    broadcast.drain();
    return publication;
  }

  @Nullable Publication find(String app, String key) {
    return keys.find(app, key);
  }

  /** Seals what was published so far. */
  void seal() {
    broadcast.drain();
  }

  /** Why nothing can be published now; null if it can. */
  @Nullable Status refusal(boolean failWhenNotReady) {
    if (draining) {
      return Statuses.draining();
    }
    List<String> reasons = gate.reasons();
    return failWhenNotReady && !reasons.isEmpty() ? Statuses.notReady(reasons) : null;
  }

  void whenReady(Runnable task) {
    gate.whenReady(task);
  }

  /**
   * Runs a task once it is the app's turn to publish.
   *
   * @param bytes of the request that the task publishes
   * @throws StatusException if the app has too much waiting already
   */
  void whenAdmitted(String app, long bytes, Runnable task) throws StatusException {
    if (!admission.whenOpen(app, bytes, task)) {
      overfull++;
      throw Statuses.tooMuchWaiting(app, Admission.mostWaitingBytes()).asException();
    }
  }

  /** Requests refused since the start because their app had too much waiting. */
  public long overfull() {
    return overfull;
  }

  void changed(PublishStreamCall call) {
    changed.add(call);
  }

  /** Sends the call's counts soon, unless they go with others before. */
  void changedAlone(PublishStreamCall call) {
    if (changedAlone.isEmpty()) {
      loop.schedule(ALONE, this::flushAlone);
    }
    changedAlone.add(call);
  }

  private void flushAlone() {
    List<PublishStreamCall> now = List.copyOf(changedAlone);
    changedAlone.clear();
    now.forEach(PublishStreamCall::flushAll);
  }

  /** Sends the receipts that came up during a burst. */
  public void flush() {
    if (!changed.isEmpty()) {
      List<PublishStreamCall> now = List.copyOf(changed);
      changed.clear();
      now.forEach(PublishStreamCall::flush);
    }
  }

  /** Refuses what is published from now on. */
  public void drain() {
    draining = true;
  }

  void opened(PublishStreamCall call) {
    open.add(call);
  }

  void ended(PublishStreamCall call) {
    open.remove(call);
    changed.remove(call);
    changedAlone.remove(call);
  }

  /** Ends all streams, after their last counts. */
  public void endCalls() {
    List.copyOf(open).forEach(PublishStreamCall::drained);
  }

  boolean isDraining() {
    return draining;
  }
}
