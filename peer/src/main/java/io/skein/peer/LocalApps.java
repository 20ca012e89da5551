package io.skein.peer;

import io.skein.peer.core.PeerCore;
import io.skein.peer.dispatch.SubscribeOutcome;
import io.skein.peer.dispatch.SubscriptionSpec;
import io.skein.peer.embedded.Deliveries;
import io.skein.peer.embedded.Delivery;
import io.skein.peer.embedded.Outlet;
import io.skein.peer.embedded.Outlets;
import io.skein.peer.grpc.Subscribing;
import io.skein.peer.mesh.MeshConfig;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.runtime.EventLoop;
import io.skein.peer.runtime.ReadyGate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Thread-safe, but for its end. The apps inside the process of the peer. */
final class LocalApps {
  private static final long LOOK_AGAIN_MILLIS = 100;

  private final MeshConfig self;
  private final EventLoop loop;
  private final Subscribing subscribing;
  private final Outlets outlets;
  private final Deliveries deliveries = new Deliveries();

  LocalApps(MeshConfig self, PeerCore core, Subscribing subscribing, ReadyGate gate) {
    this.self = self;
    this.loop = core.loop;
    this.subscribing = subscribing;
    this.outlets =
        new Outlets(
            core.broadcast, core.admission, gate, core.loop, core.log.limits().maxPayload());
  }

  Publisher publisher(PublisherOptions options) {
    Outlet outlet =
        new Outlet(outlets, options.app(), options.lane(), new MessageType(options.type()));
    return new Publisher(
        outlet, sequence -> new MessageId(self.self(), self.epoch(), options.lane(), sequence));
  }

  Subscription subscribe(SubscribeOptions options, MessageListener listener) {
    ListenerCalls calls = new ListenerCalls(listener);
    Delivery delivery = new Delivery(loop, options.executor(), calls);
    calls.endWhen(delivery::isClosed);
    if (loop.inLoop()) {
      begin(options.spec(), delivery);
    } else {
      await(CompletableFuture.runAsync(() -> begin(options.spec(), delivery), loop::execute));
    }
    return new Subscription(delivery);
  }

  /** The loop forgets tasks that come after its end, so that its end is looked at too. */
  private void await(CompletableFuture<Void> begun) {
    while (true) {
      try {
        begun.copy().orTimeout(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS).join();
        return;
      } catch (CompletionException e) {
        if (e.getCause() instanceof PeerException refused) {
          throw refused;
        }
        if (!(e.getCause() instanceof TimeoutException)) {
          throw e;
        }
        if (outlets.isEnded()) {
          throw PeerException.closed();
        }
      }
    }
  }

  private void begin(SubscriptionSpec spec, Delivery delivery) {
    switch (subscribing.subscribe(spec, delivery)) {
      case SubscribeOutcome.Subscribed(io.skein.peer.dispatch.Subscription made) -> {
        deliveries.add(delivery);
        delivery.begin(made);
      }
      case SubscribeOutcome.Full(int limit) ->
          throw new PeerException(
              PeerException.Reason.TOO_MANY_SUBSCRIPTIONS,
              "this peer has %d subscriptions already, which is the limit: close some"
                  .formatted(limit));
      case SubscribeOutcome.TooOld(SequenceRange lost) ->
          throw new PeerException(
              PeerException.Reason.TOKEN_TOO_OLD,
              "resume token is too old: it asks for %s from sequence %d on, oldest is %d; accept the gap to be told the loss and go on"
                  .formatted(lost.source(), lost.first(), lost.last() + 1));
      case SubscribeOutcome.Draining() -> throw PeerException.closed();
    }
  }

  /** Refuses what is published from now on. On the owner thread. */
  void drain() {
    outlets.drain();
  }

  /** Whether listeners have everything that was handed over. On the owner thread. */
  boolean isDrained() {
    return outlets.isDrained() && deliveries.areRead();
  }

  /** Tells all that wait that there comes no more. On the owner thread, at its end. */
  void close() {
    outlets.close();
  }
}
