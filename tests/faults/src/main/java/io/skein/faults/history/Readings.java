package io.skein.faults.history;

import io.skein.faults.history.Event.Delivered;
import io.skein.faults.history.Event.Gap;
import io.skein.peer.history.LaneCursor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Confined to one thread. What one subscription was given. */
final class Readings {
  /** Order is promised within this. */
  private record Strand(String app, String lane, String type) {}

  /** Neighbouring numbers of an app: most subscriptions see few of all that was published. */
  private record Block(String app, long index) {
    private static final int NUMBERS = 4096;

    static Block of(Content content) {
      return new Block(content.app(), content.number() / NUMBERS);
    }

    static int place(Content content) {
      return (int) (content.number() % NUMBERS);
    }
  }

  private final String name;
  private final boolean everything;
  private final Verdict verdict;
  private final Map<Source, LaneCursor> cursors = new HashMap<>();
  private final Map<Block, BitSet> got = new HashMap<>();
  private final Map<Strand, Long> first = new HashMap<>();
  private final Map<Strand, Long> last = new HashMap<>();
  private final List<Lost> ranges = new ArrayList<>();
  private long position;
  private long reported;
  private boolean exact = true;
  private long owedFrom = Long.MAX_VALUE;
  private boolean ended;

  Readings(String name, boolean everything, Verdict verdict) {
    this.name = name;
    this.everything = everything;
    this.verdict = verdict;
  }

  void owe(long at) {
    owedFrom = at;
  }

  void end() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  boolean got(Content content) {
    BitSet of = got.get(Block.of(content));
    return of != null && of.get(Block.place(content));
  }

  void deliver(Delivered event) {
    verdict.delivered();
    switch (cursor(event.source()).deliver(event.sequence(), event.sequence())) {
      case AGAIN -> verdict.broken(Rule.DUPLICATE, 1, event);
      case OUT_OF_ORDER -> verdict.broken(Rule.OUT_OF_ORDER, 1, event);
      case NEXT -> take(event);
    }
  }

  private void take(Delivered event) {
    Content content = event.content();
    BitSet of = got.computeIfAbsent(Block.of(content), key -> new BitSet());
    if (of.get(Block.place(content))) {
      verdict.broken(Rule.DUPLICATE, 1, event);
    }
    of.set(Block.place(content));
    Strand strand = strand(content);
    first.putIfAbsent(strand, content.number());
    Long before = last.put(strand, content.number());
    if (before != null && before > content.number() || event.position() < position) {
      verdict.broken(Rule.OUT_OF_ORDER, 1, event);
    }
    position = event.position();
  }

  void gap(Gap event) {
    verdict.reported(event.count());
    reported += event.count();
    exact &= event.exact();
    long sum = 0;
    boolean fits = true;
    for (Lost lost : event.ranges()) {
      LaneCursor cursor = cursor(lost.source());
      // From the first lost to the last: another gap's range may lie between, but no delivery.
      fits &=
          cursor.lose(lost.first(), lost.last())
              || cursor.delivered(lost.first(), lost.last()) == 0;
      sum += lost.count();
    }
    if (!fits || event.exact() && sum < event.count()) {
      verdict.broken(Rule.MISREPORTED, event.count(), event);
    }
    ranges.addAll(event.ranges());
  }

  private LaneCursor cursor(Source source) {
    return cursors.computeIfAbsent(source, key -> new LaneCursor());
  }

  /** Compares with all that was published. */
  void reckon(Iterable<Publication> publications) {
    if (everything) {
      cursors.forEach((source, cursor) -> unreported(source, cursor.unreported()));
      compareCounts();
    }
    if (owedFrom == Long.MAX_VALUE) {
      return;
    }
    long owed = 0;
    long missing = 0;
    for (Publication publication : publications) {
      missing += publication.items().size();
      for (Publication.Item item : publication.since(owedFrom)) {
        if (isOwed(publication, item) && !got(item.content)) {
          owed += isLost(item) ? 0 : 1;
        }
      }
    }
    settle(owed, missing - got.values().stream().mapToLong(BitSet::cardinality).sum());
  }

  /** Who ended is owed what came before the first that it got, if it stood by then. */
  private boolean isOwed(Publication publication, Publication.Item item) {
    return ended
        ? item.content.number() < first.getOrDefault(strand(item.content), 0L)
        : publication.owes(item);
  }

  private static Strand strand(Content content) {
    return new Strand(content.app(), content.lane(), content.type());
  }

  /** Who takes everything knows by the ranges alone how many are lost. */
  private void compareCounts() {
    long lost = Lost.distinct(ranges);
    if (lost != reported) {
      verdict.broken(
          Rule.MISREPORTED,
          Math.abs(lost - reported),
          name + " was told of " + reported + ", in ranges of " + lost);
    }
  }

  private void unreported(Source source, long count) {
    if (count > 0) {
      verdict.broken(Rule.LOST, count, name + " was told nothing of " + source);
    }
  }

  /** Whether others know its id, and no report to this reader holds it. */
  private boolean isLost(Publication.Item item) {
    Source source = item.source;
    if (source == null || ranges.stream().anyMatch(lost -> lost.holds(source, item.sequence))) {
      return false;
    }
    verdict.broken(Rule.LOST, 1, name + " misses " + item.content);
    return true;
  }

  private void settle(long owed, long missing) {
    if (owed > reported) {
      verdict.broken(
          Rule.LOST, owed - reported, name + " misses " + owed + " and was told of " + reported);
    }
    if ((exact || everything) && reported > missing) {
      verdict.broken(
          Rule.MISREPORTED, reported - missing, name + " was told of more than the " + missing);
    }
  }
}
