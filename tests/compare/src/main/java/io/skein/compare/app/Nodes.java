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

  /** Processes whose CPU time counts. */
  List<Child> processes();

  /** More figures of this moment by name with unit; may take seconds. */
  default Map<String, Double> look() throws IOException, InterruptedException {
    return Map.of();
  }

  @Override
  void close();
}
