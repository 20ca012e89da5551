package io.skein.peer;

import io.skein.bootstrap.BootstrapConfig;
import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.bootstrap.connections.Http2Limits;
import io.skein.bootstrap.registry.RegistryLimits;
import io.skein.peer.admin.MetricSource;
import io.skein.peer.broadcast.BroadcastLimits;
import io.skein.peer.compression.Expansions;
import io.skein.peer.core.CoreLimits;
import io.skein.peer.dispatch.SubscriptionSpec;
import io.skein.peer.grpc.GrpcLimits;
import io.skein.peer.grpc.PortLimits;
import io.skein.peer.log.OriginLimits;
import io.skein.peer.membership.MembershipLimits;
import io.skein.peer.mesh.ConductConfig;
import io.skein.peer.mesh.LinkLimits;
import io.skein.peer.mesh.MeshLimits;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.MessageLimits;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.SequenceWindow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stateless. What a peer or a bootstrap server keeps to, so that its numbers can be read against
 * it.
 */
final class LimitMetrics {
  private LimitMetrics() {}

  /** One number for each limit: by the name of its option, or by that of the tables of limits. */
  static List<MetricSource> of(PeerConfig config) {
    Map<String, Long> values = set(config);
    values.putAll(fixed(config));
    return sources(values);
  }

  /** The same of a bootstrap server. */
  static List<MetricSource> of(BootstrapConfig config) {
    return sources(set(config));
  }

  private static List<MetricSource> sources(Map<String, Long> values) {
    return values.entrySet().stream()
        .map(
            limit ->
                MetricSource.gauge(
                        "skein_limit",
                        "Limits that are set or fixed, in pieces, bytes, seconds or percent.",
                        limit::getValue)
                    .labelled("name", limit.getKey()))
        .toList();
  }

  private static Map<String, Long> set(PeerConfig config) {
    Map<String, Long> values = new TreeMap<>(set(config.limits().connections()));
    PortLimits ports = config.limits().ports();
    values.putAll(set(ports.http2()));
    values.put("overlay_streams", (long) ports.overlayStreams());
    values.put("app_streams", (long) ports.appStreams());
    values.put("log_size", config.log().maxBytes());
    values.put("log_age", config.log().maxAge().toSeconds());
    values.put("max_message", config.log().maxPayload());
    OriginLimits origins = config.log().origins();
    values.put("max_origins", (long) origins.origins());
    values.put("max_early_size", origins.waitingBytes());
    values.put("max_early_size_per_origin", config.log().maxWaitingBytes());
    values.put("max_missing_ranges", (long) origins.missingRanges());
    values.put("max_dialled", (long) config.limits().dialled());
    values.put("memory_soft", (long) config.limits().memorySoftPercent());
    values.put("memory_hard", (long) config.limits().memoryHardPercent());
    values.put("app_subscriptions", (long) config.access().subscriptions());
    CoreLimits core = config.limits().core();
    values.put("max_subscriptions", (long) core.subscriptions());
    values.put("max_directory", (long) core.directory());
    LinkLimits links = config.limits().links();
    values.put("max_link_queue", links.queueBytes());
    values.put("hello_timeout", links.hello().toSeconds());
    values.put("silence_timeout", links.silence().toSeconds());
    ConductConfig conduct = config.guard().conduct();
    values.put("control_frames", (long) conduct.controlFrames());
    values.put("control_bytes", conduct.controlBytes());
    if (conduct.originBytes() != ConductConfig.UNLIMITED) {
      values.put("origin_rate", conduct.originBytes());
    }
    return values;
  }

  private static Map<String, Long> set(BootstrapConfig config) {
    Map<String, Long> values = new TreeMap<>(set(config.connections()));
    values.putAll(set(config.http2()));
    RegistryLimits limits = config.limits();
    values.put("lease", limits.defaultLease().toSeconds());
    values.put("shortest_lease", limits.minLease().toSeconds());
    values.put("longest_lease", limits.maxLease().toSeconds());
    values.put("max_leases", (long) limits.maxEntries());
    values.put("max_leases_per_block", (long) limits.maxPerBlock());
    if (limits.newIdentitiesPerMinute() != Integer.MAX_VALUE) {
      values.put("new_peers", (long) limits.newIdentitiesPerMinute());
    }
    return values;
  }

  private static Map<String, Long> set(Http2Limits http2) {
    return Map.of(
        "max_metadata",
        (long) http2.metadataBytes(),
        "max_resets",
        (long) http2.resets(),
        "handshake_timeout",
        http2.handshake().toSeconds(),
        "idle_timeout",
        http2.idle().toSeconds());
  }

  private static Map<String, Long> set(ConnectionLimits connections) {
    return Map.of(
        "max_connections", (long) connections.all(),
        "max_unproved", (long) connections.unproved(),
        "max_per_address", (long) connections.perAddress(),
        "max_per_ipv4_block", (long) connections.perIpv4Block(),
        "max_per_ipv6_block", (long) connections.perIpv6Block());
  }

  /** What no option sets. */
  static Map<String, Long> fixed(PeerConfig config) {
    Map<String, Long> values = new TreeMap<>();
    values.put("max_headers", (long) MessageLimits.HEADERS);
    values.put("max_header_bytes", (long) MessageLimits.HEADER_BYTES);
    values.put("max_nesting", (long) MessageLimits.NESTING);
    values.put("max_type_length", (long) MessageType.MAX_LENGTH);
    values.put("max_missing_ranges_of_lane", (long) SequenceWindow.MAX_MISSING);
    values.put("max_expanded_batch", (long) BatchHeader.MAX_EXPANDED_BYTES);
    values.put("max_expanded", Expansions.MAX_BYTES);
    values.put("max_proof", (long) Batch.MAX_PROOF_BYTES);
    values.put("max_patterns", (long) SubscriptionSpec.MAX_PATTERNS);
    values.putAll(BroadcastLimits.fixed());
    values.putAll(MembershipLimits.fixed());
    values.putAll(MeshLimits.fixed());
    values.putAll(GrpcLimits.fixed(config.log().maxPayload()));
    return values;
  }
}
