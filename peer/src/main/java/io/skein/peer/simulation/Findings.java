package io.skein.peer.simulation;

import java.util.ArrayList;
import java.util.List;

/** Confined to one thread. Rules that were broken: how often, and the first cases in words. */
final class Findings {
  private static final int CASES = 10;

  /** What must never happen. */
  enum Rule {
    DUPLICATE("delivered twice"),
    OUT_OF_ORDER("delivered out of order"),
    INVENTED("delivered, but never published"),
    MISREPORTED("reported lost in a way that does not add up");

    private final String words;

    Rule(String words) {
      this.words = words;
    }
  }

  private final long[] counts = new long[Rule.values().length];
  private final List<String> cases = new ArrayList<>();

  /** Notes so many messages that break a rule. */
  void broken(Rule rule, long messages, int peer, Object what) {
    counts[rule.ordinal()] += messages;
    if (cases.size() < CASES) {
      cases.add("peer " + peer + ": " + what + " " + rule.words);
    }
  }

  long count(Rule rule) {
    return counts[rule.ordinal()];
  }

  /** The first cases. */
  List<String> cases() {
    return cases;
  }
}
