package io.skein.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.skein.proto.bootstrap.v1.BootstrapServiceGrpc;
import io.skein.proto.bootstrap.v1.SampleRequest;
import io.skein.wire.HostPort;
import io.skein.wire.tls.CertificatePin;
import io.skein.wire.tls.CertificateTrust;
import io.skein.wire.tls.Certificates;
import io.skein.wire.tls.JoinToken;
import io.skein.wire.tls.KeyFiles;
import io.skein.wire.tls.KeyMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BootstrapSecurityTest {
  private static final BootstrapConfig ANY_PORT =
      BootstrapConfig.listeningOn(HostPort.parseListen("127.0.0.1:0"));
  private static final String TOKEN = "a-token-of-this-network";

  @TempDir Path folder;

  @Test
  void ownCertificateIsKeptOverARestart() throws IOException {
    CertificatePin first;
    try (var server = started(BootstrapSecurity.ownCertificate(folder))) {
      first = server.pin().orElseThrow();
      sample(server, first, null);
    }
    try (var server = started(BootstrapSecurity.ownCertificate(folder))) {
      assertThat(server.pin()).contains(first);
    }
  }

  @Test
  void callerThatWantsAnotherPinEndsTheHandshake() throws IOException {
    CertificatePin other = new CertificatePin("a".repeat(CertificatePin.LENGTH));
    try (var server = started(BootstrapSecurity.ownCertificate(folder))) {
      assertThatThrownBy(() -> sample(server, other, null))
          .isInstanceOf(StatusRuntimeException.class)
          .hasStackTraceContaining("has the pin " + server.pin().orElseThrow());
    }
  }

  @Test
  void callerWithoutATokenOrWithAWrongOneIsNotServedNorShownIt() throws IOException {
    try (var server = started(withToken())) {
      CertificatePin pin = server.pin().orElseThrow();

      assertThat(refusal(server, pin, null)).contains("--join-token-file");
      assertThat(refusal(server, pin, "a-wrong-token-of-somebody"))
          .contains("compare both files")
          .doesNotContain("a-wrong-token")
          .doesNotContain(TOKEN);
      sample(server, pin, TOKEN);
      assertThat(server.counts())
          .containsEntry("Sample UNAUTHENTICATED", 2L)
          .containsEntry("Sample OK", 1L);
    }
  }

  @Test
  void tokenThatIsReplacedIsAskedForAfterTheReload() throws IOException {
    try (var server = started(withToken())) {
      CertificatePin pin = server.pin().orElseThrow();
      Files.writeString(folder.resolve("token"), "the-next-token-of-this-network");
      server.reload();

      assertThat(refusal(server, pin, TOKEN)).contains("compare");
      sample(server, pin, "the-next-token-of-this-network");
    }
  }

  @Test
  void replacedCertificateIsPresentedAfterTheReload() throws IOException {
    KeyFiles files = KeyFiles.in(folder, "mine");
    files.write(selfSigned());
    try (var server = started(BootstrapSecurity.certificate(files))) {
      KeyMaterial next = selfSigned();
      files.write(next);
      server.reload();

      sample(server, CertificatePin.of(next.leaf()), null);
    }
  }

  @Test
  void certificateThatIsMissingStopsTheStart() {
    assertThatThrownBy(() -> started(BootstrapSecurity.certificate(KeyFiles.in(folder, "none"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such file");
  }

  private BootstrapSecurity withToken() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), TOKEN);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return BootstrapSecurity.ownCertificate(folder).withJoinTokens(file);
  }

  private static KeyMaterial selfSigned() {
    return Certificates.selfSigned(
        new Certificates.Claim("s", List.of(), System.currentTimeMillis(), Duration.ofDays(1)),
        new SecureRandom());
  }

  private static BootstrapServer started(BootstrapSecurity security) throws IOException {
    BootstrapServer server = BootstrapServer.create(ANY_PORT.withSecurity(security));
    server.start();
    return server;
  }

  private static String refusal(
      BootstrapServer server, CertificatePin pin, @Nullable String token) {
    try {
      sample(server, pin, token);
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
      return String.valueOf(e.getStatus().getDescription());
    }
    return "served";
  }

  private static void sample(BootstrapServer server, CertificatePin pin, @Nullable String token) {
    Metadata headers = new Metadata();
    if (token != null) {
      headers.put(Metadata.Key.of(JoinToken.HEADER, Metadata.ASCII_STRING_MARSHALLER), token);
    }
    ManagedChannel channel = channel(server, pin);
    try {
      BootstrapServiceGrpc.newBlockingStub(channel)
          .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
          .sample(SampleRequest.newBuilder().setNetwork("net").build());
    } finally {
      channel.shutdownNow();
    }
  }

  private static ManagedChannel channel(BootstrapServer server, CertificatePin pin) {
    try {
      return NettyChannelBuilder.forAddress(server.address().resolve())
          .sslContext(
              GrpcSslContexts.forClient().trustManager(CertificateTrust.pinned(pin)).build())
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }
}
