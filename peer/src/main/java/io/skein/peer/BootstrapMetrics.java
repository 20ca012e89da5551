package io.skein.peer;

import io.grpc.MethodDescriptor;
import io.skein.bootstrap.BootstrapServer;
import io.skein.peer.admin.MetricSource;
import io.skein.proto.bootstrap.v1.BootstrapServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stateless. The numbers of a bootstrap server for a metrics page. */
final class BootstrapMetrics {
  private static final String ANSWERED = " OK";

  private BootstrapMetrics() {}

  static List<MetricSource> of(BootstrapServer server) {
    List<MetricSource> all =
        new ArrayList<>(PeerMetrics.connections("bootstrap", server.connections()));
    all.add(
        MetricSource.gauge(
            "skein_registered_peers",
            "Peers in the register, of all networks.",
            server::registeredPeers));
    BootstrapServiceGrpc.getServiceDescriptor().getMethods().stream()
        .map(MethodDescriptor::getBareMethodName)
        .forEach(call -> addCalls(all, server, String.valueOf(call)));
    return all;
  }

  private static void addCalls(List<MetricSource> all, BootstrapServer server, String call) {
    all.add(
        MetricSource.counter(
                "skein_bootstrap_calls_answered",
                "Calls of peers that did what they were to do.",
                () -> server.counts().getOrDefault(call + ANSWERED, 0L))
            .labelled("call", call));
    all.add(
        MetricSource.counter(
                "skein_bootstrap_calls_refused",
                "Calls of peers that ended in another way.",
                () -> refused(server.counts(), call))
            .labelled("call", call));
  }

  private static long refused(Map<String, Long> counts, String call) {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().startsWith(call + " "))
        .filter(count -> !count.getKey().endsWith(ANSWERED))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
