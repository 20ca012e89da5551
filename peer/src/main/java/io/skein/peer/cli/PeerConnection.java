package io.skein.peer.cli;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.MessagingServiceGrpc.MessagingServiceBlockingStub;
import io.skein.proto.app.v1.MessagingServiceGrpc.MessagingServiceStub;
import io.skein.proto.app.v1.PeerServiceGrpc;
import io.skein.proto.app.v1.PeerServiceGrpc.PeerServiceBlockingStub;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection to the app API of one peer; thread-safe. Connects with the first call. */
final class PeerConnection implements AutoCloseable {
  private static final Metadata.Key<String> APP =
      Metadata.Key.of("skein-app", Metadata.ASCII_STRING_MARSHALLER);

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  // A peer may keep messages of up to a quarter of its log.
  private static final int MAX_ANSWER_BYTES = 256 * 1024 * 1024;

  private final AppAddress address;
  private final ManagedChannel channel;
  private final Channel named;

  private PeerConnection(AppAddress address, ManagedChannel channel, Channel named) {
    this.address = address;
    this.channel = channel;
    this.named = named;
  }

  static PeerConnection open(
      AppAddress address, @Nullable String appName, CredentialOptions credentials) {
    ManagedChannel channel =
        Grpc.newChannelBuilder(target(address), credentials.tls())
            .maxInboundMessageSize(MAX_ANSWER_BYTES)
            .build();
    var headers = new Metadata();
    if (appName != null) {
      headers.put(APP, appName);
    }
    credentials.token().ifPresent(token -> headers.put(AUTHORIZATION, "Bearer " + token));
    Channel named =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    return new PeerConnection(address, channel, named);
  }

  /** Calls that wait; a subscription read this way takes only what the command has room for. */
  MessagingServiceBlockingStub messaging() {
    return MessagingServiceGrpc.newBlockingStub(named);
  }

  MessagingServiceStub publishing() {
    return MessagingServiceGrpc.newStub(named);
  }

  PeerServiceBlockingStub peers() {
    return PeerServiceGrpc.newBlockingStub(named);
  }

  /** What to tell people when a call to this peer failed. */
  CommandFailure failure(Status status) {
    return new CommandFailure(
        PeerFailure.sentence(status, address.toString()), status.asRuntimeException());
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String target(AppAddress address) {
    return switch (address) {
      case AppAddress.Tcp(var hostPort) -> hostPort.target();
      case AppAddress.Unix(var path) -> "unix://" + path.toAbsolutePath();
    };
  }
}
