package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import io.skein.peer.access.AccessConfig;
import io.skein.peer.access.AppTlsFiles;
import io.skein.peer.access.Permissions;
import io.skein.peer.access.Rules;
import io.skein.peer.access.RulesSource;
import io.skein.peer.model.Pattern;
import io.skein.proto.app.v1.GetPeerRequest;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.PeerServiceGrpc;
import io.skein.proto.app.v1.PublishRequest;
import io.skein.proto.app.v1.ReloadRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS of the app API, and apps that are named by their certificate. */
@Timeout(60)
final class AppTlsTest {
  private static final String TOKEN = "token-of-the-app-billing";
  private static final RulesSource EACH_ITS_OWN =
      problems -> new Rules(Map.of("orders", own("orders"), "billing", own("billing")));

  @TempDir private Path folder;
  private TestCertificates certificates;
  private Path ca;
  private LocalPeers peers;
  private final List<ManagedChannel> channels = new ArrayList<>();

  @BeforeEach
  void makeCertificates() throws Exception {
    certificates = new TestCertificates(folder);
    ca = certificates.ca("ca.pem");
    certificates.leaf("server", "peer", "localhost");
    certificates.leaf("orders", "orders", "elsewhere");
    peers = new LocalPeers(folder, true);
  }

  @AfterEach
  void stop() {
    channels.forEach(ManagedChannel::shutdownNow);
    peers.close();
  }

  @Test
  void certificateSaysWhichAppCalls() throws Exception {
    Peer peer = start(Optional.of(ca), Optional.empty());

    publish(connect(peer, "orders"), "orders.new");
    Status status = failureOf(() -> publish(connect(peer, "orders"), "billing.new"));

    assertThat(status.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(status.getDescription()).contains("'orders'", "'billing.new'");
  }

  @Test
  void alternativeNameCountsWhereTheCommonNameIsNone() throws Exception {
    certificates.leaf("named", "The orders app", "orders");
    Peer peer = start(Optional.of(ca), Optional.empty());

    publish(connect(peer, "named"), "orders.new");
  }

  @Test
  void callerWithoutCertificateIsToldToShowOne() throws Exception {
    Peer peer = start(Optional.of(ca), Optional.empty());

    Status status = failureOf(() -> describe(connect(peer, null)));

    assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(status.getDescription()).contains("certificate", "--app-tls-client-ca");
  }

  @Test
  void certificateOfAnotherCaIsRefused() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    new TestCertificates(other).leaf("orders", "orders", "elsewhere");
    Peer peer = start(Optional.of(ca), Optional.empty());

    assertThat(failureOf(() -> describe(connect(peer, "other/orders"))).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void tokenWorksOverTlsWithAndWithoutAClientCa() throws Exception {
    for (Optional<Path> clientCa : List.of(Optional.<Path>empty(), Optional.of(ca))) {
      Peer peer = start(clientCa, Optional.of(tokens()));
      ManagedChannel app = connect(peer, null);

      assertThat(failureOf(() -> describe(app)).getDescription()).contains("authorization: Bearer");
      MessagingServiceGrpc.newBlockingStub(app)
          .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(bearer()))
          .publish(request("billing.new"));
    }
  }

  @Test
  void newConnectionsGetTheNewCertificateAfterAReload() throws Exception {
    Peer peer = start(Optional.of(ca), Optional.empty());
    ManagedChannel before = connect(peer, "orders");
    describe(before);
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    TestCertificates next = new TestCertificates(elsewhere);
    next.leaf("server", "peer", "localhost");
    Path nextCa = next.ca("ca.pem");
    copy(elsewhere.resolve("server.pem"), "server.pem");
    copy(elsewhere.resolve("server.key"), "server.key");

    assertThat(
            PeerServiceGrpc.newBlockingStub(before)
                .reload(ReloadRequest.getDefaultInstance())
                .getProblemsList())
        .isEmpty();

    describe(before);
    assertThat(failureOf(() -> describe(connect(peer, "orders"))).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
    ca = nextCa;
    describe(connect(peer, "orders"));
  }

  @Test
  void certificateAndKeyThatDoNotBelongTogetherAreRefused() throws Exception {
    copy(folder.resolve("orders.key"), "server.key");

    assertThatThrownBy(() -> start(Optional.of(ca), Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("server.pem", "server.key", "cannot be used for TLS");
  }

  @Test
  void keyThatOthersMayReadIsRefused() throws Exception {
    Files.setPosixFilePermissions(
        folder.resolve("server.key"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> start(Optional.of(ca), Optional.empty()))
        .hasMessageContainingAll("server.key", "chmod 600");
  }

  private void copy(Path from, String to) throws IOException {
    Files.copy(
        from,
        folder.resolve(to),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  private Peer start(Optional<Path> clientCa, Optional<Path> tokens) throws IOException {
    AppTlsFiles tls =
        new AppTlsFiles(folder.resolve("server.pem"), folder.resolve("server.key"), clientCa);
    return peers.start(
        new AccessConfig(
            tokens, Optional.of(tls), Optional.of(EACH_ITS_OWN), AccessConfig.SUBSCRIPTIONS));
  }

  private Path tokens() throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), "billing " + TOKEN + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private ManagedChannel connect(Peer peer, @Nullable String certificate) {
    try {
      TlsChannelCredentials.Builder credentials =
          TlsChannelCredentials.newBuilder().trustManager(ca.toFile());
      if (certificate != null) {
        credentials.keyManager(
            folder.resolve(certificate + ".pem").toFile(),
            folder.resolve(certificate + ".key").toFile());
      }
      ManagedChannel channel =
          Grpc.newChannelBuilder(peer.app().orElseThrow(), credentials.build()).build();
      channels.add(channel);
      return channel;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Metadata bearer() {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + TOKEN);
    return headers;
  }

  private static void publish(ManagedChannel app, String type) {
    MessagingServiceGrpc.newBlockingStub(app).publish(request(type));
  }

  private static PublishRequest request(String type) {
    return PublishRequest.newBuilder()
        .setType(type)
        .setMessage(Message.getDefaultInstance())
        .build();
  }

  private static void describe(ManagedChannel app) {
    PeerServiceGrpc.newBlockingStub(app).getPeer(GetPeerRequest.getDefaultInstance());
  }

  private static Status failureOf(Runnable call) {
    StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call::run);
    assertThat(failure).isNotNull();
    return failure.getStatus();
  }

  private static Permissions own(String app) {
    return new Permissions(List.of(Pattern.parse(app + ".>")), List.of(), false);
  }
}
