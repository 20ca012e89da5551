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
import io.skein.bootstrap.connections.ServedCalls;
import io.skein.bootstrap.registry.Moment;
import io.skein.bootstrap.registry.Registry;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;

/** Builds the gRPC server around a registry, with every limit in one place. */
public final class BootstrapEndpoint {
  private static final int MAX_MESSAGE_BYTES = 64 << 10;
  private static final int SOFT_METADATA_BYTES = 8 << 10;
  private static final int HARD_METADATA_BYTES = 16 << 10;
  private static final int MAX_STREAMS = 16;
  private static final int MAX_RESETS = 100;
  private static final int RESET_WINDOW_SECONDS = 10;

  private BootstrapEndpoint() {}

  /**
   * A server that is not started yet.
   *
   * @param port outlives the server
   * @param service of {@link #service}
   */
  public static Server server(
      GuardedPort port,
      InetSocketAddress listen,
      ServerServiceDefinition service,
      EndpointSecurity security,
      CallCounts counts) {
    NettyServerBuilder builder = port.listen(listen);
    var served = new ServedCalls(port.connections());
    security.tls().ifPresent(builder::sslContext);
    return builder
        .directExecutor()
        .addService(
            ServerInterceptors.interceptForward(
                guarded(ServerInterceptors.intercept(service, served), security), counts))
        .addService(new HealthStatusManager().getHealthService())
        .addService(ProtoReflectionServiceV1.newInstance())
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .maxInboundMetadataSize(SOFT_METADATA_BYTES, HARD_METADATA_BYTES)
        .maxConcurrentCallsPerConnection(MAX_STREAMS)
        .maxRstFramesPerWindow(MAX_RESETS, RESET_WINDOW_SECONDS)
        .handshakeTimeout(5, TimeUnit.SECONDS)
        .permitKeepAliveTime(10, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true)
        .maxConnectionIdle(60, TimeUnit.SECONDS)
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
    return ServerInterceptors.intercept(
        ServerInterceptors.useInputStreamMessages(
            ServerInterceptors.intercept(service, new Caller())),
        new BadRequestGuard());
  }
}
