package io.skein.peer.cli;

import io.skein.proto.app.v1.TraceStarted;
import io.skein.proto.app.v1.TraceStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Confined to one thread. The way of a traced message, as an indented tree for people. */
final class TraceTree {
  private final String root;
  private final Map<String, List<TraceStep>> childrenOf = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  private TraceTree(TraceStarted started, List<TraceStep> steps) {
    root = started.getPeerName();
    steps.stream()
        .sorted(Comparator.comparingLong(TraceStep::getArrivedMicros))
        .forEach(
            step ->
                childrenOf
                    .computeIfAbsent(step.getFromPeerName(), from -> new ArrayList<>())
                    .add(step));
  }

  static List<String> lines(TraceStarted started, List<TraceStep> steps) {
    var tree = new TraceTree(started, steps);
    tree.add("PEER", "HOPS", "LINK", "RELAY", "ARRIVED", "ROUND TRIP", "");
    tree.add(PeerTable.shortName(tree.root), "0", "-", "-", "-", "-", "");
    tree.children(tree.root, 1);
    tree.strays();
    return tree.lines;
  }

  /** Each branch is taken away as it is printed: reports are not proved, and may form a circle. */
  private void children(String from, int depth) {
    List<TraceStep> steps = childrenOf.remove(from);
    if (steps != null) {
      for (TraceStep step : steps) {
        row(step, depth);
        children(step.getPeerName(), depth + 1);
      }
    }
  }

  /** Below peers whose own report did not come. */
  private void strays() {
    while (!childrenOf.isEmpty()) {
      String from = childrenOf.keySet().iterator().next();
      lines.add("from " + PeerTable.shortName(from) + ", which has not reported:");
      children(from, 1);
    }
  }

  private void row(TraceStep step, int depth) {
    add(
        "  ".repeat(depth) + PeerTable.shortName(step.getPeerName()),
        Integer.toUnsignedString(step.getHops()),
        step.getLinkMicros() == 0 ? "-" : millis(step.getLinkMicros()),
        millis(step.getRelayMicros()),
        millis(step.getArrivedMicros()),
        millis(step.getRoundTripMicros()),
        step.getAsked() ? "  asked" : "");
  }

  private void add(Object... cells) {
    lines.add(String.format(Locale.ROOT, "%-22s  %4s  %9s  %9s  %9s  %10s%s", cells));
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, "%.2fms", micros / 1000.0);
  }
}
