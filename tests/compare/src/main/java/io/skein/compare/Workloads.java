package io.skein.compare;

import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which workloads are run; immutable.
 *
 * @param kinds which kinds
 * @param sizes bytes of messages in W1 and E1; empty: the usual ones
 * @param rates messages a second in W2
 * @param fans subscribers in W3
 * @param peers peers in W4
 * @param tls whether it is W1 with TLS, and nothing else
 */
record Workloads(
    Set<WorkloadKind> kinds,
    List<Long> sizes,
    List<Long> rates,
    List<Integer> fans,
    List<Integer> peers,
    boolean tls) {
  private static final int SIZE = 128;
  private static final long RATE_OF_E2 = 1_000;
  private static final long RATE_OF_W4 = 50;
  private static final List<Long> TLS_SIZES = List.of(128L, 1_024L);
  private static final List<Long> ALL_SIZES = List.of(16L, 128L, 1_024L, 65_536L);

  /** Subscribers that get as many deliveries of a message as those of W6 do. */
  private static final int FAN_OF_W6 = 16;

  /** In the order of running; those in one list are compared with each other, round by round. */
  List<List<Workload>> groups() {
    if (tls) {
      return pipes().map(List::of).toList();
    }
    return Stream.of(WorkloadKind.values()).filter(kinds::contains).flatMap(this::groups).toList();
  }

  private Stream<List<Workload>> groups(WorkloadKind kind) {
    return switch (kind) {
      case W1 -> pipes().map(List::of);
      case W2 -> rates.stream().map(rate -> List.of(new Workload(kind, SIZE, rate, 1, false)));
      case W3 -> fans.stream().map(fan -> List.of(new Workload(kind, SIZE, 0, fan, false)));
      case W4 ->
          peers.stream()
              .flatMap(
                  count ->
                      Stream.of(
                          List.of(new Workload(kind, SIZE, 0, count, false)),
                          List.of(new Workload(kind, SIZE, RATE_OF_W4, count, false))));
      case E1 -> sized(kind, List.of((long) SIZE)).map(List::of);
      case E2 -> Stream.of(List.of(new Workload(kind, SIZE, RATE_OF_E2, 1, false)));
      case W5 -> Stream.of(List.of(new Workload(kind, SIZE, 0, 1, false)));
      case W6 ->
          Stream.of(
              List.of(
                  new Workload(WorkloadKind.W3, SIZE, 0, FAN_OF_W6, false),
                  new Workload(kind, SIZE, 0, 1, false)));
    };
  }

  private Stream<Workload> pipes() {
    return sized(WorkloadKind.W1, tls ? TLS_SIZES : ALL_SIZES);
  }

  private Stream<Workload> sized(WorkloadKind kind, List<Long> otherwise) {
    return (sizes.isEmpty() ? otherwise : sizes)
        .stream().map(size -> new Workload(kind, Math.toIntExact(size), 0, 1, tls));
  }
}
