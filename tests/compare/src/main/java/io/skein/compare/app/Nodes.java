package io.skein.compare.app;

import io.skein.peer.bench.network.Child;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The nodes of a contender, running and linked; thread-safe. */
public interface Nodes extends AutoCloseable {
  /** Where publishers connect; understood by the contender's {@link Clients}. */
  String publisherAddress();

  /** Where subscribers connect. */
  String subscriberAddress();

  /** What members of a broadcast need to know; understood by the contender's members. */
  default String memberAddress() {
    return publisherAddress();
  }

  /** Processes whose CPU time counts. */
  List<Child> processes();

  /** What the JVMs of the apps need on their command lines. */
  default List<String> appFlags() {
    return List.of();
  }

  /** More figures of this moment by name with unit; may take seconds. */
  default Map<String, Double> look() throws IOException, InterruptedException {
    return Map.of();
  }

  @Override
  void close();
}
