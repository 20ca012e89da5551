package io.skein.peer.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skein.bootstrap.BootstrapConfig;
import io.skein.bootstrap.BootstrapSecurity;
import io.skein.bootstrap.BootstrapServer;
import io.skein.peer.membership.SeedSession;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.wire.Ed25519Key;
import io.skein.wire.HostPort;
import io.skein.wire.tls.CaBundle;
import io.skein.wire.tls.CertificatePin;
import io.skein.wire.tls.Certificates;
import io.skein.wire.tls.JoinToken;
import io.skein.wire.tls.KeyFiles;
import io.skein.wire.tls.KeyMaterial;
import io.skein.wire.tls.SeedAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapClientTest {
  private static final Duration LIFE = Duration.ofMinutes(3);

  private final Transports transports = new Transports("test", null, null);
  private final NettyEventLoop loop = new NettyEventLoop(transports.group());
  private final List<TestPeer> peers = new ArrayList<>();
  private BootstrapServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        BootstrapServer.create(BootstrapConfig.listeningOn(HostPort.parseListen("127.0.0.1:0")));
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    for (TestPeer peer : peers) {
      peer.close();
    }
    server.close();
    transports.close();
  }

  @Test
  void peersFindEachOther() throws Exception {
    TestPeer first = peer();
    assertThat(first.next()).isEqualTo("registered, reachable");
    TestPeer second = peer();
    assertThat(second.next()).isEqualTo("registered, reachable");

    assertThat(second.next()).isEqualTo("sampled " + first.id);
    first.awaitNext("sampled " + second.id);
  }

  @Test
  void peerThatLeftIsNotHandedOut() throws Exception {
    TestPeer first = peer();
    first.awaitNext("sampled nobody");
    first.close();
    TestPeer second = peer();

    second.awaitNext("sampled nobody");
  }

  @Test
  void peerRegistersWhenItsServerComesBack() throws Exception {
    HostPort address = server.address();
    server.close();
    TestPeer peer = peer(address);
    assertThat(peer.next()).startsWith("failed: bootstrap server " + address).contains("refused");

    server = BootstrapServer.create(BootstrapConfig.listeningOn(address));
    server.start();

    peer.awaitNext("registered, reachable");
  }

  @Test
  void serverWithTlsIsFoundByItsPin(@TempDir Path folder) throws Exception {
    secure(folder);

    TestPeer peer = peer(new SeedAddress(server.address(), server.pin()), null);

    assertThat(peer.next()).isEqualTo("registered, reachable");
  }

  @Test
  void serverWithAnotherPinIsNotAsked(@TempDir Path folder) throws Exception {
    secure(folder);
    CertificatePin other = new CertificatePin("a".repeat(CertificatePin.LENGTH));

    TestPeer peer = peer(new SeedAddress(server.address(), Optional.of(other)), null);

    assertThat(peer.next())
        .contains("has the pin " + server.pin().orElseThrow())
        .contains("expected " + other);
  }

  @Test
  void serverWhoseCertificateIsInTheCaFileIsAsked(@TempDir Path folder) throws Exception {
    secure(folder);
    CaBundle bundle = CaBundle.load(folder.resolve("bootstrap.pem"));

    TestPeer peer =
        peer(new SeedTrust(false, () -> bundle, null).access(unpinned(server.address())));

    assertThat(peer.next()).isEqualTo("registered, reachable");
  }

  @Test
  void serverOfACaIsAskedUnderItsNameOnly(@TempDir Path folder) throws Exception {
    server.close();
    SecureRandom random = new SecureRandom();
    KeyMaterial ca = Certificates.authority(claim("ca", "ca"), random);
    KeyFiles.in(folder, "ca").write(ca);
    CaBundle bundle = CaBundle.load(folder.resolve("ca.pem"));
    KeyFiles own = KeyFiles.in(folder, "own");
    own.write(Certificates.issue(claim("s", "127.0.0.1"), ca, random));
    start(BootstrapSecurity.certificate(own));
    SeedTrust trust = new SeedTrust(false, () -> bundle, null);
    assertThat(peer(trust.access(unpinned(server.address()))).next())
        .isEqualTo("registered, reachable");

    own.write(Certificates.issue(claim("s", "127.0.0.2"), ca, random));
    server.reload();

    assertThat(peer(trust.access(unpinned(server.address()))).next())
        .contains("'CN=s' is not accepted", "127.0.0.1");
  }

  @Test
  void plaintextServerTellsWhichSideToChange() throws Exception {
    TestPeer peer = peer(unpinned(server.address()), null);

    assertThat(peer.next()).contains("answers without TLS", "take --insecure away there");
  }

  @Test
  void insecurePeerOfATlsServerIsToldWhichSideToChange(@TempDir Path folder) throws Exception {
    secure(folder);

    assertThat(peer().next())
        .contains("most likely because it has TLS", "take --insecure away here");
  }

  @Test
  void tokenIsSaidToTheServer(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "a-token-of-this-network");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    server.close();
    start(BootstrapSecurity.ownCertificate(folder).withJoinTokens(file));
    JoinToken token = JoinToken.load(file);
    SeedAddress seed = new SeedAddress(server.address(), server.pin());

    assertThat(peer(seed, null).next()).contains("UNAUTHENTICATED", "--join-token-file");
    assertThat(peer(seed, () -> token).next()).isEqualTo("registered, reachable");
  }

  @Test
  void tokenIsSaidToNobodyUnknown() {
    SeedTrust telling = new SeedTrust(false, null, () -> null);
    SeedTrust insecure = new SeedTrust(true, null, () -> null);

    assertThatThrownBy(() -> telling.access(unpinned(server.address())))
        .hasMessageContaining("#PIN");
    assertThatThrownBy(() -> insecure.access(unpinned(server.address())))
        .hasMessageContaining("in the clear");
  }

  private void secure(Path folder) throws IOException {
    server.close();
    start(BootstrapSecurity.ownCertificate(folder));
  }

  private void start(BootstrapSecurity security) throws IOException {
    server =
        BootstrapServer.create(
            BootstrapConfig.listeningOn(HostPort.parseListen("127.0.0.1:0"))
                .withSecurity(security));
    server.start();
  }

  private static SeedAddress unpinned(HostPort address) {
    return new SeedAddress(address, Optional.empty());
  }

  private static Certificates.Claim claim(String name, String host) {
    return new Certificates.Claim(
        name, List.of(host), System.currentTimeMillis(), Duration.ofDays(1));
  }

  private TestPeer peer(SeedAddress seed, @Nullable Supplier<JoinToken> token) throws IOException {
    return peer(new SeedTrust(false, null, token).access(seed));
  }

  private TestPeer peer() throws IOException {
    return peer(server.address());
  }

  private TestPeer peer(HostPort seed) throws IOException {
    return peer(SeedAccess.plaintext(seed));
  }

  private TestPeer peer(SeedAccess seed) throws IOException {
    TestPeer peer = new TestPeer(seed);
    peers.add(peer);
    loop.execute(peer.session::start);
    return peer;
  }

  private final class TestPeer implements SeedSession.Listener, AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final Ed25519Key key = Ed25519Key.generate(new SecureRandom());
    private final PeerId id = record().id();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final SeedSession session;

    TestPeer(SeedAccess seed) throws IOException {
      var client = new BootstrapClient(seed, transports, loop, key, this::record);
      this.session = new SeedSession(client, loop, new Random(5), this);
    }

    private PeerRecord record() {
      return RecordCodec.sign(
          new RecordCodec.Claim(
              "net",
              List.of("127.0.0.1:" + listening.getLocalPort()),
              1,
              1,
              loop.wallMillis() + LIFE.toMillis(),
              "test",
              false,
              Set.of(),
              List.of()),
          key);
    }

    String next() throws InterruptedException {
      return String.valueOf(told.poll(10, TimeUnit.SECONDS));
    }

    void awaitNext(String wanted) throws InterruptedException {
      String seen = next();
      while (!seen.equals(wanted) && !seen.equals("null")) {
        seen = next();
      }
      assertThat(seen).isEqualTo(wanted);
    }

    @Override
    public void registered(String observedAddress, String unreachableDetail) {
      told.add(unreachableDetail.isEmpty() ? "registered, reachable" : unreachableDetail);
    }

    @Override
    public void sampled(List<PeerRecord> records, int networkSize) {
      told.add(records.isEmpty() ? "sampled nobody" : "sampled " + records.getFirst().id());
    }

    @Override
    public void failed(String reason) {
      told.add("failed: " + reason);
    }

    @Override
    public void close() throws IOException {
      loop.execute(session::close);
      listening.close();
    }
  }
}
