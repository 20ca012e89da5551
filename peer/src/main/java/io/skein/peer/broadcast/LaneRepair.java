package io.skein.peer.broadcast;

import io.skein.peer.log.LaneLog;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Frame.Graft;
import io.skein.peer.mesh.Frame.Pull;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Mesh;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.SequenceRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Repairs the holes of one lane: asks those who announced what is
 * missing, then one neighbour after the other, and gives up what all of them miss, or what nothing
 * was heard of for 15 s (a minute while there is no neighbour to ask, or none that denies it; five
 * while one answers other pulls).
 */
final class LaneRepair {
  private static final long ANSWER_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long SILENT_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long GIVE_UP_NANOS = Duration.ofSeconds(15).toNanos();

  /**
   * A peer that is cut off for a while can ask nobody, and gets the rest when it is back. The same
   * holds for several that miss it together: none of them denies it.
   */
  private static final long ALONE_NANOS = Duration.ofSeconds(60).toNanos();

  private static final long ANSWERING_NANOS = Duration.ofSeconds(5).toNanos();

  /** A lane that went on so lately flows, and what is announced of it is behind what came. */
  private static final long FLOW_NANOS = Duration.ofMillis(100).toNanos();

  /** How long a hole waits for its turn in a lane that flows. */
  private static final long TURN_NANOS = Duration.ofSeconds(1).toNanos();

  private final LaneLog lane;
  private final Mesh mesh;
  private final Function<Link, @Nullable Long> answeredNanos;
  private final BiConsumer<Link, PeerId> grafting;
  private final LongPredicate arriving;
  private final TreeMap<Long, Hole> holes = new TreeMap<>();
  private long next;
  private long flowedNanos;

  /**
   * Repair of one lane.
   *
   * @param grafting told before a neighbour is grafted to
   * @param answeredNanos when a link last answered any pull; null if it never did
   * @param arriving whether a large batch that begins with a sequence is on its way
   */
  LaneRepair(
      LaneLog lane,
      Mesh mesh,
      Function<Link, @Nullable Long> answeredNanos,
      BiConsumer<Link, PeerId> grafting,
      LongPredicate arriving) {
    this.lane = lane;
    this.mesh = mesh;
    this.answeredNanos = answeredNanos;
    this.grafting = grafting;
    this.arriving = arriving;
    next = lane.window().next();
  }

  /**
   * Takes in holes of the window that are not under repair yet; they are first asked for at {@code
   * dueNanos}.
   */
  void notice(long nowNanos, long dueNanos) {
    for (long[] range : lane.window().missing()) {
      long from = range[0];
      Map.Entry<Long, Hole> before = holes.floorEntry(from);
      if (before != null) {
        from = Math.max(from, before.getValue().last + 1);
      }
      while (from <= range[1]) {
        Map.Entry<Long, Hole> next = holes.ceilingEntry(from);
        long to = next == null ? range[1] : Math.min(range[1], next.getKey() - 1);
        if (from <= to) {
          holes.put(from, new Hole(from, to, nowNanos, dueNanos));
        }
        from = next == null ? Long.MAX_VALUE : next.getValue().last + 1;
      }
    }
  }

  /** Asks for what is due; returns what is to be given up. */
  List<SequenceRange> step(long nowNanos) {
    boolean flows = flows(nowNanos);
    List<SequenceRange> lost = new ArrayList<>();
    for (Hole hole : List.copyOf(holes.values())) {
      List<long[]> missing = lane.window().missingWithin(hole.first, hole.last);
      if (missing.isEmpty()) {
        holes.remove(hole.first);
      } else if (arriving.test(hole.first)) {
        hole.restart(nowNanos);
      } else if (hole.isDue(nowNanos)
          && !(flows && hole.awaitsTurn(nowNanos, TURN_NANOS))
          && step(hole, missing, nowNanos)) {
        holes.remove(hole.first);
        lost.add(new SequenceRange(lane.source(), hole.first, hole.last));
      }
    }
    return lost;
  }

  /**
   * Whether the lowest missing sequence went up lately. The parent's link keeps the order: while
   * what it sends arrives, what others announced ahead of that is in its queue, and not lost.
   */
  private boolean flows(long nowNanos) {
    if (lane.window().next() != next) {
      next = lane.window().next();
      flowedNanos = nowNanos;
      return true;
    }
    return flowedNanos != 0 && nowNanos - flowedNanos < FLOW_NANOS;
  }

  /** Asks the next neighbour if it is time; true if the hole is to be given up. */
  private boolean step(Hole hole, List<long[]> missing, long nowNanos) {
    hole.progress(missing.stream().mapToLong(r -> r[1] - r[0] + 1).sum(), nowNanos);
    Link asked = hole.asked();
    if (asked != null && unansweredNanos(hole, asked, nowNanos) < ANSWER_NANOS) {
      return false;
    }
    hole.forgetAsked();
    Link announcer = hole.nextAnnouncer();
    if (announcer != null) {
      hole.ask(announcer, true, nowNanos);
      grafting.accept(announcer, lane.source().origin());
      send(missing, announcer, Graft::new);
      return false;
    }
    long idleNanos = hole.idleNanos(nowNanos);
    List<Link> up = mostAliveFirst();
    boolean denied = up.stream().anyMatch(hole::wasDeniedBy);
    long patienceNanos = patienceNanos(hole, up, denied, nowNanos);
    for (Link link : up) {
      if (!hole.wasTried(link) && idleNanos <= Math.max(ALONE_NANOS, patienceNanos)) {
        ask(hole, missing, link, nowNanos);
        return false;
      }
    }
    hole.startOver();
    return idleNanos > patienceNanos || denied && up.stream().allMatch(hole::wasDeniedBy);
  }

  /**
   * How long a hole of which nothing comes is kept. A neighbour that answers other pulls may have
   * this one in its queue, behind large batches on a slow link.
   */
  private long patienceNanos(Hole hole, List<Link> up, boolean denied, long nowNanos) {
    boolean busy =
        up.stream().anyMatch(link -> !hole.wasDeniedBy(link) && isAnswering(link, nowNanos));
    return denied && !busy ? GIVE_UP_NANOS : ALONE_NANOS;
  }

  private boolean isAnswering(Link link, long nowNanos) {
    Long answered = answeredNanos.apply(link);
    return answered != null && nowNanos - answered < ANSWERING_NANOS;
  }

  /**
   * How long the asked neighbour has been silent. It answers one pull after the other: while it
   * works on others, this one waits for its turn, and asking again would only lengthen the queue.
   */
  private long unansweredNanos(Hole hole, Link asked, long nowNanos) {
    Long answered = answeredNanos.apply(asked);
    long silent = hole.unansweredNanos(nowNanos);
    return answered == null ? silent : Math.min(silent, nowNanos - answered);
  }

  /** A neighbour that died and was not noticed yet is not the one to ask. */
  private List<Link> mostAliveFirst() {
    return mesh.neighbours().stream()
        .filter(Link::isUp)
        .sorted(Comparator.comparing(link -> link.silentNanos() > SILENT_NANOS))
        .toList();
  }

  private void ask(Hole hole, List<long[]> missing, Link link, long nowNanos) {
    hole.ask(link, false, nowNanos);
    send(missing, link, Pull::new);
  }

  private void send(List<long[]> missing, Link link, Function<SequenceRange, Frame> request) {
    for (long[] range : missing) {
      link.sendControl(request.apply(new SequenceRange(lane.source(), range[0], range[1])));
    }
  }

  /** A neighbour said that it has a range. */
  void announced(Link link, SequenceRange range) {
    for (Hole hole : holes.headMap(range.last(), true).values()) {
      if (hole.last >= range.first()) {
        hole.announced(link);
      }
    }
  }

  /** What is missing of a range was asked of a neighbour before it was known to be missing. */
  void asked(Link link, SequenceRange range, boolean graft, long nowNanos) {
    for (Hole hole : List.copyOf(holes.subMap(range.first(), true, range.last(), true).values())) {
      if (hole.asked() == null && !hole.wasTried(link)) {
        Hole part = hole.part(hole.first, Math.min(hole.last, range.last()));
        if (part.last < hole.last) {
          holes.put(part.last + 1, hole.part(part.last + 1, hole.last));
        }
        part.ask(link, graft, nowNanos);
        holes.put(part.first, part);
      }
    }
  }

  /** A neighbour does not have a range. */
  void denied(Link link, SequenceRange range) {
    for (Hole hole : List.copyOf(holes.headMap(range.last(), true).values())) {
      if (hole.last >= range.first() && link == hole.asked()) {
        split(hole, range).deny();
      }
    }
  }

  /** A large batch is on its way: what it holds is a hole of its own from now on. */
  void arriving(SequenceRange range) {
    for (Hole hole : List.copyOf(holes.headMap(range.last(), true).values())) {
      if (hole.last >= range.first()) {
        split(hole, range);
      }
    }
  }

  /** Splits a hole; returns what of it is within a range that it touches. */
  private Hole split(Hole hole, SequenceRange range) {
    long first = Math.max(hole.first, range.first());
    long last = Math.min(hole.last, range.last());
    holes.remove(hole.first);
    if (hole.first < first) {
      holes.put(hole.first, hole.part(hole.first, first - 1));
    }
    Hole within = hole.part(first, last);
    holes.put(first, within);
    if (last < hole.last) {
      holes.put(last + 1, hole.part(last + 1, hole.last));
    }
    return within;
  }

  /** This peer stood still: no neighbour can be blamed for the time that passed. */
  void restart(long nowNanos) {
    holes.values().forEach(hole -> hole.restart(nowNanos));
  }

  /** A link is gone; what was asked of it is asked of others. */
  void closed(Link link) {
    for (Hole hole : holes.values()) {
      if (hole.asked() == link) {
        hole.forgetAsked();
      }
    }
  }

  boolean isEmpty() {
    return holes.isEmpty();
  }

  /** What a batch that came on a link is the answer to. */
  Repair.Answer answer(Link link, long sequence) {
    Map.Entry<Long, Hole> entry = holes.floorEntry(sequence);
    if (entry == null || entry.getValue().last < sequence || entry.getValue().asked() != link) {
      return Repair.Answer.NONE;
    }
    return entry.getValue().isGraft() ? Repair.Answer.GRAFT : Repair.Answer.PULL;
  }
}
