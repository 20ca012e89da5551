package io.skein.compare.model;

import static io.skein.compare.model.Metric.CPU;
import static io.skein.compare.model.Metric.P50;
import static io.skein.compare.model.Metric.P99;
import static io.skein.compare.model.Metric.RATE;

import java.util.List;

/** What kind of load is compared; the first name is what people type. */
public enum WorkloadKind {
  /** Publisher, node, node, subscriber: four processes, flat out. */
  W1("app - node - node - app, flat out"),
  /** The same path at a rate, for latency. */
  W2("the same path at a rate"),
  /** One publisher and many subscribers at one node, flat out. */
  W3("fan-out at one node, flat out"),
  /** Every node publishes to all others. */
  W4("broadcast to many nodes"),
  /** 64 publishers that send one message at a time over two nodes to one subscriber. */
  W5("64 small publishers over two nodes"),
  /** 64 types and 1,000 subscriptions with patterns, of which each message matches 16. */
  W6("64 types, 1,000 patterns, 16 match"),
  /** Two nodes with the apps inside, flat out: one hop. */
  E1("app in node - app in node, flat out"),
  /** The same path at a rate, for latency. */
  E2("app in node - app in node, at a rate");

  private final String title;

  WorkloadKind(String title) {
    this.title = title;
  }

  /** Whether every node publishes to all others. */
  public boolean isBroadcast() {
    return this == W4;
  }

  /** Whether apps live inside their nodes. */
  public boolean isEmbedded() {
    return this == E1 || this == E2 || this == W4;
  }

  /** In words. */
  public String title() {
    return title;
  }

  /** What contenders are compared by, most important first. */
  public List<Metric> metrics() {
    return switch (this) {
      case W1, W3, W5, W6, E1 -> List.of(RATE, CPU);
      case W2, E2 -> List.of(P50, P99, CPU);
      case W4 -> List.of(RATE, CPU, P50, P99);
    };
  }
}
