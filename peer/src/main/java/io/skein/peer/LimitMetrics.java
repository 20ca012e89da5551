package io.skein.peer;

import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.peer.admin.MetricSource;
import io.skein.peer.log.OriginLimits;
import io.skein.peer.mesh.ConductConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stateless. What a peer was told to keep to, so that its numbers can be read against it. */
final class LimitMetrics {
  private LimitMetrics() {}

  /** One number for each limit, by the name of its option. */
  static List<MetricSource> of(PeerConfig config) {
    return values(config).entrySet().stream()
        .map(
            limit ->
                MetricSource.gauge(
                        "skein_limit",
                        "Limits that are set, in messages, bytes, seconds or percent.",
                        limit::getValue)
                    .labelled("name", limit.getKey()))
        .toList();
  }

  private static Map<String, Long> values(PeerConfig config) {
    Map<String, Long> values = new TreeMap<>();
    values.put("log_size", config.log().maxBytes());
    values.put("log_age", config.log().maxAge().toSeconds());
    values.put("max_message", config.log().maxPayload());
    OriginLimits origins = config.log().origins();
    values.put("max_origins", (long) origins.origins());
    values.put("max_early_size", origins.waitingBytes());
    values.put("max_missing_ranges", (long) origins.missingRanges());
    ConnectionLimits connections = config.limits().connections();
    values.put("max_connections", (long) connections.all());
    values.put("max_unproved", (long) connections.unproved());
    values.put("max_per_address", (long) connections.perAddress());
    values.put("max_per_ipv4_block", (long) connections.perIpv4Block());
    values.put("max_per_ipv6_block", (long) connections.perIpv6Block());
    values.put("max_dialled", (long) config.limits().dialled());
    values.put("memory_soft", (long) config.limits().memorySoftPercent());
    values.put("memory_hard", (long) config.limits().memoryHardPercent());
    values.put("app_subscriptions", (long) config.access().subscriptions());
    ConductConfig conduct = config.guard().conduct();
    values.put("control_frames", (long) conduct.controlFrames());
    values.put("control_bytes", conduct.controlBytes());
    if (conduct.originBytes() != ConductConfig.UNLIMITED) {
      values.put("origin_rate", conduct.originBytes());
    }
    return values;
  }
}
