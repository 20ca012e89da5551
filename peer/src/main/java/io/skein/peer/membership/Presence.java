package io.skein.peer.membership;

import io.skein.peer.runtime.Backoff;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * Confined to the owner thread. Tells the whole network that this peer is there: soon after it has
 * a link, whenever its record changed, and again before the others would forget it. Each time with
 * a new revision, since a record that is known already is not passed on.
 */
final class Presence {
  private final IntSupplier networkSize;
  private final RecordSource self;
  private final Announcer announcer;
  private final RandomGenerator random;
  private final Ticker refresh;
  private boolean linked;
  private boolean left;

  /**
   * A presence that is not spread yet.
   *
   * @param networkSize how many peers there are, as far as this one knows
   */
  Presence(
      IntSupplier networkSize,
      RecordSource self,
      Announcer announcer,
      EventLoop loop,
      RandomGenerator random) {
    this.networkSize = networkSize;
    this.self = self;
    this.announcer = announcer;
    this.random = random;
    Backoff jitter = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), random);
    refresh =
        new Ticker(loop, jitter, () -> Degrees.refresh(networkSize.getAsInt()), this::announce);
  }

  /** There is a first link, for the first time or again. */
  void linked() {
    if (!left) {
      linked = true;
      Duration within = Degrees.firstSpread(networkSize.getAsInt());
      refresh.startIn(Duration.ofNanos(random.nextLong(within.toNanos())));
    }
  }

  /** There is no link any more, and nobody to tell anything. */
  void alone() {
    linked = false;
    refresh.close();
  }

  /** What this peer says of itself has changed. */
  void changed() {
    if (linked) {
      refresh.start();
      announce();
    }
  }

  private void announce() {
    announcer.spread(self.renew(false));
  }

  /** Tells that this peer leaves; idempotent. */
  void leave() {
    refresh.close();
    if (linked && !left) {
      announcer.spread(self.renew(true));
    }
    left = true;
    linked = false;
  }
}
