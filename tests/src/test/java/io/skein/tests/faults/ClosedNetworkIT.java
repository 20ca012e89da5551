package io.skein.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.Children;
import io.skein.peer.bench.network.FreePorts;
import io.skein.peer.bench.network.JavaProgram;
import io.skein.peer.bench.network.LocalPeer;
import io.skein.tests.process.Await;
import io.skein.tests.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of the closed network in docs/operations.md, with real processes. */
final class ClosedNetworkIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PIN = Pattern.compile("pin +([a-z2-7]{52})");

  private Children children;
  private Path folder;
  private String seed;

  @BeforeEach
  void prepare() throws IOException {
    JavaProgram program =
        new JavaProgram(
            Repository.jdkProgram("java").toString(),
            List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            Repository.jar().toString());
    children = Children.inTemporaryDirectory(program);
    folder = children.directory();
    seed = Network.loopback(FreePorts.find());
  }

  @AfterEach
  void end() {
    children.close();
  }

  @Test
  void peersLinkByPinTokenAndListAndThoseWithoutAreRefused() throws Exception {
    String pinned = startBootstrap("--join-token-file", token("the-token-of-this-network"));
    Path list = Files.writeString(folder.resolve("list"), "# members\n" + id(1) + id(2));
    String[] member = {
      "--join-token-file", folder.resolve("token").toString(), "--allow-list", list.toString()
    };
    LocalPeer first = startPeer(1, pinned, member);
    LocalPeer second = startPeer(2, pinned, member);
    Network.awaitLinks(first, 1);

    assertSays(startPeer(3, pinned), "UNAUTHENTICATED", "--join-token-file");
    LocalPeer stranger =
        startPeer(4, pinned, "--join-token-file", folder.resolve("token").toString());
    assertEnds(stranger, "NOT_ALLOWED");
    assertSays(startPeer(5, seed + "#" + "a".repeat(52)), "has the pin", "expected aaaa");

    assertThat(second.child().isAlive()).isTrue();
  }

  @Test
  void peersOfACaLinkAndOthersDoNot() throws Exception {
    String pinned = startBootstrap();
    LocalPeer first = startPeer(1, pinned, certificate("one"));
    LocalPeer second = startPeer(2, pinned, certificate("two"));
    Network.awaitLinks(first, 1);
    LocalPeer stranger = startPeer(3, pinned);

    assertEnds(first, "is not accepted");
    assertThat(stranger.child().isAlive()).isTrue();
    assertThat(second.child().isAlive()).isTrue();
  }

  @Test
  void insecureSideIsNamed() throws Exception {
    startBootstrap();

    assertSays(
        startPeer(1, seed, "--insecure"),
        "most likely because it has TLS",
        "take --insecure away here");
  }

  @Test
  void publicServerTakesPrivateAddressesOfTrustedNetworksOnly() throws Exception {
    String strict = startBootstrap("--public");
    assertSays(startPeer(1, strict), "other peers cannot dial '127.0.0.1'");

    seed = Network.loopback(FreePorts.find());
    String trusting = startBootstrap("--public", "--trusted-network", "127.0.0.0/8");
    assertSays(startPeer(2, trusting), "registered with bootstrap server");
  }

  private String startBootstrap(String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("bootstrap", "--listen", seed, "--data-dir", folder.resolve("b").toString()));
    command.addAll(List.of(more));
    Child server = children.start("bootstrap-" + seed.replace(':', '-'), command);
    Await.until("pin", PATIENCE, server::tail, () -> PIN.matcher(server.tail()).find());
    Matcher pin = PIN.matcher(server.tail());
    assertThat(pin.find()).isTrue();
    return seed + "#" + pin.group(1);
  }

  private LocalPeer startPeer(int number, String bootstrap, String... more) throws IOException {
    String listen = Network.loopback(FreePorts.find());
    String app = Network.loopback(FreePorts.find());
    String http = Network.loopback(FreePorts.find());
    Path data = folder.resolve("peer-" + number);
    List<String> command =
        new ArrayList<>(List.of("peer", "--listen", listen, "--app", app, "--http", http));
    command.addAll(List.of("--bootstrap", bootstrap, "--data-dir", data.toString()));
    command.addAll(List.of(more));
    return new LocalPeer(
        number, listen, app, http, data, children.start("peer-" + number, command));
  }

  /** The line of a list for a peer that is not started yet. */
  private String id(int number) throws Exception {
    Child keygen =
        children.start(
            "keygen-" + number,
            List.of("keygen", "--data-dir", folder.resolve("peer-" + number).toString()));
    assertThat(keygen.awaitEnd(PATIENCE)).isTrue();
    return keygen.tail().lines().toList().getLast() + " # peer " + number + "\n";
  }

  private String[] certificate(String name) throws Exception {
    Path pki = folder.resolve("pki");
    Child cert = children.start("cert-" + name, List.of("cert", "--dir", pki.toString(), name));
    assertThat(cert.awaitEnd(PATIENCE)).as(cert.tail()).isTrue();
    return new String[] {
      "--ca", pki.resolve("ca.pem").toString(),
      "--tls-cert", pki.resolve(name + ".pem").toString(),
      "--tls-key", pki.resolve(name + ".key").toString()
    };
  }

  private String token(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), text + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"))
        .toString();
  }

  private static void assertSays(LocalPeer peer, String... texts) throws Exception {
    Child child = peer.child();
    for (String text : texts) {
      Await.until(text, PATIENCE, child::tail, () -> log(child).contains(text));
    }
  }

  /** What ends its links and dials, as the peer tells apps. */
  private static void assertEnds(LocalPeer peer, String why) throws Exception {
    Await.until(
        why,
        PATIENCE,
        () -> reasons(peer) + peer.child().tail(),
        () -> reasons(peer).contains(why));
  }

  private static String reasons(LocalPeer peer) {
    try (App app = App.at(peer)) {
      return app.closeReasons().toString();
    } catch (StatusRuntimeException starting) {
      return "";
    }
  }

  private static String log(Child child) throws IOException {
    return Files.readString(child.log());
  }
}
