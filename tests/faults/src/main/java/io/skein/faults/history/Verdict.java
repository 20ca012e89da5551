package io.skein.faults.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was found of a history; confined to one thread. */
public final class Verdict {
  private static final int CASES = 10;

  private final Map<Rule, Long> broken = new EnumMap<>(Rule.class);
  private final List<String> cases = new ArrayList<>();
  private long published;
  private long delivered;
  private long reported;

  void broken(Rule rule, long messages, Object what) {
    broken.merge(rule, messages, Long::sum);
    if (cases.size() < CASES) {
      cases.add(rule + " " + messages + ": " + what);
    }
  }

  void published() {
    published++;
  }

  void delivered() {
    delivered++;
  }

  void reported(long messages) {
    reported += messages;
  }

  /** Whether no rule is broken and there was anything to judge. */
  public boolean holds() {
    return broken.isEmpty() && published > 0 && delivered > 0;
  }

  /** How many messages broke a rule. */
  public long count(Rule rule) {
    return broken.getOrDefault(rule, 0L);
  }

  /** The first cases, for people. */
  public List<String> cases() {
    return List.copyOf(cases);
  }

  /** Messages that readers were given, all readers together. */
  public long deliveries() {
    return delivered;
  }

  /** Messages that readers were told not to expect, all readers together. */
  public long reportedLost() {
    return reported;
  }

  @Override
  public String toString() {
    String sum =
        String.format(
            Locale.ROOT,
            "%,d published, %,d delivered, %,d told lost",
            published,
            delivered,
            reported);
    return broken.isEmpty() ? sum : sum + ", BROKEN " + broken;
  }
}
