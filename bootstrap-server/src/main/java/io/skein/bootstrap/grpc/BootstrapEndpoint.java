package io.skein.bootstrap.grpc;

import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.skein.bootstrap.connections.GuardedPort;
import io.skein.bootstrap.connections.Http2Limits;
import io.skein.bootstrap.connections.ServedCalls;
import io.skein.bootstrap.registry.Moment;
import io.skein.bootstrap.registry.Registry;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;

/** Builds the gRPC server around a registry, with every limit in one place. */
public final class BootstrapEndpoint {
  private static final int MAX_MESSAGE_BYTES = 64 << 10;
  private static final int MAX_STREAMS = 16;

  private BootstrapEndpoint() {}

  /**
   * A server that is not started yet.
   *
   * @param port outlives the server
   * @param service of {@link #service}
   * @param limits what a connection may do
   */
  public static Server server(
      GuardedPort port,
      InetSocketAddress listen,
      ServerServiceDefinition service,
      EndpointSecurity security,
      Http2Limits limits,
      CallCounts counts) {
    NettyServerBuilder builder = port.listen(listen, limits);
    var served = new ServedCalls(port.connections());
    security.tls().ifPresent(builder::sslContext);
    return builder
        .directExecutor()
        .addService(
            ServerInterceptors.interceptForward(
                guarded(ServerInterceptors.intercept(service, served), security), counts))
        .addService(RequestGuard.around(new HealthStatusManager().getHealthService()))
        .addService(RequestGuard.around(ProtoReflectionServiceV1.newInstance()))
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .maxConcurrentCallsPerConnection(MAX_STREAMS)
        .permitKeepAliveTime(10, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true)
        // A few bytes can unpack to gigabytes, and nothing here is worth packing.
        .decompressorRegistry(DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false))
        .build();
  }

  private static ServerServiceDefinition guarded(
      ServerServiceDefinition service, EndpointSecurity security) {
    return security
        .tokens()
        .map(tokens -> ServerInterceptors.intercept(service, new JoinGate(tokens)))
        .orElse(service);
  }

  /** The calls of peers, answered from a registry. */
  public static ServerServiceDefinition service(
      Registry registry, AddressRules rules, SecureRandom random, Moment.Source time) {
    var service = new BootstrapService(registry, rules, random, time);
    return RequestGuard.around(ServerInterceptors.intercept(service, new Caller()));
  }
}
