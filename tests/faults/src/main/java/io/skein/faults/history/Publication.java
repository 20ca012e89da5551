package io.skein.faults.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Confined to one thread. What one call published. */
final class Publication {
  /** A message: when it was published, and which id it got, as far as anybody knows. */
  static final class Item {
    final Content content;
    final long at;
    @Nullable Source source;
    long sequence;

    /** Whether a reader that never ended got it. */
    boolean arrived;

    Item(Content content, long at) {
      this.content = content;
      this.at = at;
    }

    /** Whether this is its id; the first one that a reader names becomes its id. */
    boolean isKnownAs(Source where, long number) {
      if (source == null) {
        source = where;
        sequence = number;
      }
      return source.equals(where) && sequence == number;
    }
  }

  private final List<Item> items = new ArrayList<>();
  private long relayed;
  private boolean finished;

  void add(Content content, long at) {
    items.add(new Item(content, at));
  }

  void receipt(long relayedCount) {
    relayed = Math.max(relayed, relayedCount);
  }

  void finish() {
    finished = true;
  }

  List<Item> items() {
    return items;
  }

  /** What was published after a time. */
  List<Item> since(long at) {
    int from = items.size();
    while (from > 0 && items.get(from - 1).at > at) {
      from--;
    }
    return items.subList(from, items.size());
  }

  /** The message as it was published; null if it never was. */
  @Nullable Item find(Content content) {
    long number = content.number();
    if (number < 1 || number > items.size()) {
      return null;
    }
    Item item = items.get((int) number - 1);
    return item.content.equals(content) ? item : null;
  }

  /** Whether readers are owed it: its peer lives, or said that another one has it, or one has. */
  boolean owes(Item item) {
    return finished || item.content.number() <= relayed || item.arrived;
  }
}
