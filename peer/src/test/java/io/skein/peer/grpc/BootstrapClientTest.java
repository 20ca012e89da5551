package io.skein.peer.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.bootstrap.BootstrapConfig;
import io.skein.bootstrap.BootstrapServer;
import io.skein.peer.membership.SeedSession;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.wire.Ed25519Key;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

  private TestPeer peer() throws IOException {
    return peer(server.address());
  }

  private TestPeer peer(HostPort seed) throws IOException {
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

    TestPeer(HostPort seed) throws IOException {
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
              Set.of()),
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
