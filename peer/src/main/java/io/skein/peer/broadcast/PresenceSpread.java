package io.skein.peer.broadcast;

import io.skein.peer.membership.Directory;
import io.skein.peer.mesh.Frame.Announce;
import io.skein.peer.mesh.Frame.Presence;
import io.skein.peer.mesh.Frame.RecordGraft;
import io.skein.peer.mesh.Frame.RecordPrune;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.RecordId;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Spreads peer records along a tree that all of them share, and asks
 * for those that were announced and did not come.
 *
 * <p>One tree is slower than a tree for each peer, and costs nothing that grows with the network;
 * records are in no hurry. (Plumtree as published: Leitão, Pereira, Rodrigues, SRDS 2007.)
 */
final class PresenceSpread {
  private static final Duration TICK = Duration.ofSeconds(1);

  private static final long ANSWER_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int MOST_WANTED = 4096;

  private final BroadcastConfig config;
  private final EventLoop loop;
  private final Mesh mesh;
  private final Directory directory;
  private final Consumer<PeerRecord> news;
  private final Map<PeerId, Wanted> wanted = new LinkedHashMap<>();

  /** Records to announce soon, and the slots of those who have them. */
  private final Map<RecordId, Integer> toTell = new LinkedHashMap<>();

  private @Nullable PeerRecord own;
  private EventLoop.@Nullable Timer timer;
  private int eager = -1;
  private int pruned;

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

  /**
   * Spreads records.
   *
   * @param news told of each record that is newer than what was known
   */
  PresenceSpread(
      BroadcastConfig config,
      EventLoop loop,
      Mesh mesh,
      Directory directory,
      Consumer<PeerRecord> news) {
    this.news = news;
    this.config = config;
    this.loop = loop;
    this.mesh = mesh;
    this.directory = directory;
  }

  void opened(Link link) {
    eager |= bit(link);
    pruned &= ~bit(link);
  }

  void closed(Link link) {
    eager &= ~bit(link);
    pruned &= ~bit(link);
  }

  /** Spreads this peer's own record. */
  void spread(PeerRecord record) {
    own = record;
    spread(new Presence(0, record), 0);
  }

  private void spread(Presence frame, int from) {
    int told = from;
    for (Link link : mesh.neighbours()) {
      if ((config.flood() || (eager & bit(link)) != 0) && (from & bit(link)) == 0) {
        link.sendControl(frame);
        told |= bit(link);
      }
    }
    toTell.put(frame.record().number(), told);
    schedule();
  }

  void arrived(Link link, Presence frame) {
    PeerRecord record = frame.record();
    if (record.id().equals(config.self()) || frame.hops() > Broadcast.MAX_HOPS) {
      return;
    }
    if (directory.offer(record)) {
      wanted.remove(record.id());
      news.accept(record);
      eager |= bit(link);
      pruned &= ~bit(link);
      spread(new Presence(frame.hops() + 1, record), bit(link));
    } else if (!config.flood() && (pruned & bit(link)) == 0) {
      eager &= ~bit(link);
      pruned |= bit(link);
      link.sendControl(new RecordPrune());
    }
  }

  /** A neighbour does not want to be sent records unasked. */
  void pruned(Link link) {
    eager &= ~bit(link);
  }

  void announced(Link link, List<RecordId> numbers) {
    for (RecordId number : numbers) {
      if (toTell.computeIfPresent(number, (n, slots) -> slots | bit(link)) == null
          && !number.peer().equals(config.self())
          && directory.isNews(number)) {
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
    schedule();
  }

  private void schedule() {
    if (timer == null) {
      timer = loop.schedule(TICK, this::tick);
    }
  }

  private void tick() {
    long now = loop.nanoTime();
    tell();
    wanted.values().removeIf(want -> now >= want.dueNanos && !ask(want, now));
    timer = wanted.isEmpty() ? null : loop.schedule(TICK, this::tick);
  }

  private void tell() {
    for (Link link : mesh.neighbours()) {
      List<RecordId> numbers = new ArrayList<>();
      toTell.forEach(
          (number, slots) -> {
            if ((slots & bit(link)) == 0) {
              numbers.add(number);
            }
          });
      if (!numbers.isEmpty() && !config.flood()) {
        link.sendControl(new Announce(List.of(), numbers));
      }
    }
    toTell.clear();
  }

  /** Asks the next announcer; false if nobody is left, and the next refresh must do. */
  private boolean ask(Wanted want, long now) {
    Link link = want.announcers.poll();
    if (link == null || !directory.isNews(want.number)) {
      return false;
    }
    want.dueNanos = now + ANSWER_NANOS;
    if (link.isUp()) {
      pruned &= ~bit(link);
      eager |= bit(link);
      link.sendControl(new RecordGraft(want.number.peer()));
    }
    return true;
  }

  /** A neighbour asks for a record. */
  void grafted(Link link, PeerId peer) {
    eager |= bit(link);
    PeerRecord record = peer.equals(config.self()) ? own : directory.get(peer);
    if (record != null) {
      link.sendControl(new Presence(1, record));
    }
  }

  private static int bit(Link link) {
    return 1 << link.slot();
  }

  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
