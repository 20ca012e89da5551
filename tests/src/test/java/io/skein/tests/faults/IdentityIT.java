package io.skein.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.FreePorts;
import io.skein.peer.bench.network.LocalPeer;
import io.skein.tests.process.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IdentityIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String KEY = "identity.key";

  @Test
  void dataDirectoryInUseIsRefusedWithThePidOfItsHolder() throws Exception {
    try (Network network = Network.start()) {
      LocalPeer holder = network.startPeers(1).getFirst();
      LocalPeer second = network.startPeer(2, FreePorts.find(), holder.dataDirectory());
      assertRefuses(second, "in use by process " + holder.child().pid());
      assertThat(holder.child().isAlive()).isTrue();
    }
  }

  @Test
  void copiedIdentityIsNoticedByTheCopy() throws Exception {
    try (Network network = Network.start()) {
      List<LocalPeer> peers = network.startPeers(2);
      Path copy = network.children().directory().resolve("copy");
      Files.createDirectory(copy);
      Files.copy(peers.get(0).dataDirectory().resolve(KEY), copy.resolve(KEY));
      Files.setPosixFilePermissions(
          copy.resolve(KEY), PosixFilePermissions.fromString("rw-------"));

      LocalPeer second = network.startPeer(3, FreePorts.find(), copy);

      Child child = second.child();
      awaitSaid(child, "DUPLICATE_IDENTITY");
      Await.until(
          "reason on /readyz",
          PATIENCE,
          child::tail,
          () -> readyz(second).contains("another process runs with this peer's identity"));
    }
  }

  /** They meet because both tell the other of an address where a third peer listens by now. */
  @Test
  void peerOfAnotherNetworkIsRefusedAsSuch() throws Exception {
    try (Network network = Network.start()) {
      LocalPeer here = network.startPeers(1).getFirst();
      String[] elsewhere = {"--network", "elsewhere", "--advertise", here.overlay()};
      network.startPeer(2, elsewhere);
      LocalPeer stranger = network.startPeer(3, elsewhere);
      try (App app = App.at(stranger)) {
        Await.until(
            "refusal",
            PATIENCE,
            () -> app.closeReasons().toString(),
            () -> app.closeReasons().stream().anyMatch(why -> why.startsWith("WRONG_NETWORK")));
      }
      assertThat(here.child().isAlive()).isTrue();
    }
  }

  @Test
  void keyThatOthersCanReadIsRefused() throws Exception {
    try (Network network = Network.start()) {
      LocalPeer peer = endedPeer(network);
      Files.setPosixFilePermissions(
          peer.dataDirectory().resolve(KEY), PosixFilePermissions.fromString("rw-r--r--"));
      assertRefuses(network.restart(peer), "can be read by others");
    }
  }

  @Test
  void corruptKeyIsRefusedAndLeftAsItIs() throws Exception {
    try (Network network = Network.start()) {
      LocalPeer peer = endedPeer(network);
      Path key = peer.dataDirectory().resolve(KEY);
      String corrupt = Files.readString(key).replaceFirst("seed ..", "seed zz");
      Files.writeString(key, corrupt);
      assertRefuses(network.restart(peer), "is corrupt");
      assertThat(key).hasContent(corrupt);
    }
  }

  private static LocalPeer endedPeer(Network network) throws Exception {
    LocalPeer peer = network.startPeers(1).getFirst();
    peer.child().kill();
    peer.child().awaitEnd(PATIENCE);
    return peer;
  }

  private static void assertRefuses(LocalPeer peer, String reason) throws Exception {
    assertThat(peer.child().awaitEnd(PATIENCE)).as("ended").isTrue();
    assertThat(peer.child().exitStatus()).isEqualTo(1);
    assertThat(Files.readString(peer.child().log())).contains(reason).doesNotContain("\tat ");
  }

  private static void awaitSaid(Child child, String text) throws Exception {
    Await.until(text, PATIENCE, child::tail, () -> Files.readString(child.log()).contains(text));
  }

  private static String readyz(LocalPeer peer) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + peer.http() + "/readyz")).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
