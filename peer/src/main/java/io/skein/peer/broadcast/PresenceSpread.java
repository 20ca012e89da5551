package io.skein.peer.broadcast;

import io.skein.peer.membership.Directory;
import io.skein.peer.mesh.Frame.Presence;
import io.skein.peer.mesh.Frame.RecordGraft;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.RecordId;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Spreads peer records along the trees of their peers, and asks for
 * those that were announced and did not come.
 */
final class PresenceSpread {
  /** Records are not urgent: a graft for one waits longer than one for a batch. */
  private static final Duration TICK = Duration.ofMillis(500);

  private static final long ANSWER_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int MOST_WANTED = 4096;

  private final PeerId self;
  private final EventLoop loop;
  private final Directory directory;
  private final Trees trees;
  private final Spread spread;
  private final Map<PeerId, Wanted> wanted = new LinkedHashMap<>();
  private @Nullable PeerRecord own;
  private EventLoop.@Nullable Timer timer;

  /** A record that was announced. */
  private static final class Wanted {
    final RecordId number;
    final ArrayDeque<Link> announcers = new ArrayDeque<>();
    long dueNanos;

    Wanted(RecordId number, long dueNanos) {
      this.number = number;
      this.dueNanos = dueNanos;
    }
  }

  PresenceSpread(PeerId self, EventLoop loop, Directory directory, Trees trees, Spread spread) {
    this.self = self;
    this.loop = loop;
    this.directory = directory;
    this.trees = trees;
    this.spread = spread;
  }

  /** Spreads this peer's own record. */
  void spread(PeerRecord record) {
    own = record;
    spread.record(new Presence(0, record), null);
  }

  void arrived(Link link, Presence frame) {
    PeerRecord record = frame.record();
    if (record.id().equals(self) || frame.hops() > Broadcast.MAX_HOPS) {
      return;
    }
    if (directory.offer(record)) {
      wanted.remove(record.id());
      trees.of(record.id()).first(link.slot());
      spread.record(new Presence(frame.hops() + 1, record), link);
    } else {
      spread.again(record.id(), link);
    }
  }

  void announced(Link link, List<RecordId> numbers) {
    for (RecordId number : numbers) {
      if (!number.peer().equals(self) && directory.isNews(number)) {
        want(link, number);
      }
    }
  }

  private void want(Link link, RecordId number) {
    Wanted want = wanted.get(number.peer());
    if (want == null || number.isNewerThan(want.number)) {
      if (want == null && wanted.size() >= MOST_WANTED) {
        return;
      }
      want = new Wanted(number, loop.nanoTime() + TICK.toNanos());
      wanted.put(number.peer(), want);
    }
    want.announcers.add(link);
    if (timer == null) {
      timer = loop.schedule(TICK, this::tick);
    }
  }

  private void tick() {
    long now = loop.nanoTime();
    wanted.values().removeIf(want -> now >= want.dueNanos && !ask(want, now));
    timer = wanted.isEmpty() ? null : loop.schedule(TICK, this::tick);
  }

  /** Asks the next announcer; false if nobody is left, and the next refresh must do. */
  private boolean ask(Wanted want, long now) {
    Link link = want.announcers.poll();
    if (link == null || !directory.isNews(want.number)) {
      return false;
    }
    want.dueNanos = now + ANSWER_NANOS;
    if (link.isUp()) {
      trees.of(want.number.peer()).graft(link.slot());
      link.sendControl(new RecordGraft(want.number.peer()));
    }
    return true;
  }

  /** A neighbour asks for a record. */
  void grafted(Link link, PeerId peer) {
    trees.of(peer).grafted(link.slot());
    PeerRecord record = peer.equals(self) ? own : directory.get(peer);
    if (record != null) {
      link.sendControl(new Presence(1, record));
    }
  }

  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
