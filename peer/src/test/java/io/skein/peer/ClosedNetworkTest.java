package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skein.peer.mesh.Link;
import io.skein.wire.tls.Certificates;
import io.skein.wire.tls.KeyFiles;
import io.skein.wire.tls.KeyMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClosedNetworkTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path folder;

  private final KeyMaterial oldCa = Certificates.authority(claim("old"), RANDOM);
  private final KeyMaterial newCa = Certificates.authority(claim("new"), RANDOM);
  private final List<Peer> peers = new ArrayList<>();

  @AfterEach
  void close() {
    peers.forEach(Peer::close);
  }

  @Test
  void peersOfOneCaLink() throws IOException {
    Peer a = start("a", issued("a", oldCa, oldCa));
    Peer b = start("b", issued("b", oldCa, oldCa));

    LocalPeers.introduce(a, b);

    LocalPeers.await(() -> isLinked(a, b) && isLinked(b, a));
  }

  @Test
  void peerOfAnotherCaIsRefusedInWords() throws IOException {
    Peer a = start("a", issued("a", oldCa, oldCa));
    Peer b = start("b", issued("b", newCa, newCa));

    LocalPeers.introduce(a, b);

    LocalPeers.await(() -> lastClose(a, b).contains("'CN=b' is not accepted"));
    assertThat(links(a)).isZero();
    assertThat(links(b)).isZero();
  }

  @Test
  void peerWithoutACertificateOfTheCaIsRefused() throws IOException {
    Peer a = start("a", issued("a", oldCa, oldCa));
    Peer b = start("b", SecurityConfig.NONE);

    LocalPeers.introduce(a, b);

    LocalPeers.await(() -> lastClose(a, b).contains("'CN=skein' is not accepted"));
    LocalPeers.await(() -> !lastClose(b, a).isEmpty());
    assertThat(links(a) + links(b)).isZero();
  }

  @Test
  void certificateAndCaChangeWithoutARestartAndOldLinksLiveOn() throws IOException {
    SecurityConfig config = issued("a", oldCa, oldCa);
    Peer a = start("a", config);
    Peer b = start("b", issued("b", oldCa, oldCa, newCa));
    LocalPeers.introduce(a, b);
    LocalPeers.await(() -> isLinked(a, b) && isLinked(b, a));
    Link before = onLoop(a, () -> a.internals().core().mesh.linkTo(b.id()));

    issued("a", newCa, oldCa, newCa);
    a.reloadSecrets();
    Peer c = start("c", issued("c", newCa, newCa));
    LocalPeers.introduce(a, c);

    LocalPeers.await(() -> isLinked(a, c) && isLinked(c, a));
    assertThat(onLoop(a, () -> a.internals().core().mesh.linkTo(b.id()))).isSameAs(before);
  }

  @Test
  void peerThatIsNotOnTheListIsNeitherLinkedNorKnown() throws IOException {
    Peer a = start("a", SecurityConfig.NONE);
    Peer b = start("b", listing(a));

    LocalPeers.introduce(a, b);

    LocalPeers.await(() -> isLinked(a, b) && isLinked(b, a));
    Peer stranger = start("c", SecurityConfig.NONE);
    LocalPeers.introduce(stranger, b);
    LocalPeers.await(() -> lastClose(stranger, b).contains("NOT_ALLOWED"));
    assertThat(onLoop(b, () -> b.internals().core().directory.get(stranger.id()))).isNull();
    assertThat(onLoop(b, () -> b.internals().core().directory.strangers())).isPositive();
  }

  @Test
  void peerThatIsRemovedFromTheListLosesItsLinkForATypedReason() throws IOException {
    Peer a = start("a", SecurityConfig.NONE);
    Peer c = start("c", SecurityConfig.NONE);
    Peer b = start("b", listing(a, c));
    LocalPeers.introduce(a, b);
    LocalPeers.introduce(c, b);
    LocalPeers.await(() -> isLinked(b, a) && isLinked(b, c));

    listing(c);
    b.reloadSecrets();

    LocalPeers.await(() -> !isLinked(b, a) && lastClose(a, b).contains("NOT_ALLOWED"));
    assertThat(isLinked(b, c)).isTrue();
    assertThat(onLoop(b, () -> b.internals().core().directory.get(a.id()))).isNull();
  }

  @Test
  void changedListIsFoundWithoutBeingTold() throws IOException {
    Peer a = start("a", SecurityConfig.NONE);
    Peer c = start("c", SecurityConfig.NONE);
    Peer b = start("b", listing(a));
    LocalPeers.introduce(c, b);
    LocalPeers.await(() -> lastClose(c, b).contains("NOT_ALLOWED"));

    listing(a, c);

    LocalPeers.await(
        () -> {
          LocalPeers.introduce(c, b);
          return isLinked(b, c);
        });
  }

  @Test
  void listWithAWrongLineChangesNothing() throws IOException {
    Peer a = start("a", SecurityConfig.NONE);
    Peer b = start("b", listing(a));
    LocalPeers.introduce(a, b);
    LocalPeers.await(() -> isLinked(b, a));

    Files.writeString(folder.resolve("list"), "# new\nnonsense\n");
    b.reloadSecrets();

    assertThat(isLinked(b, a)).isTrue();
    assertThat(b.internals().refusedFiles()).isEqualTo(1);
  }

  @Test
  void peerDoesNotStartWithAWrongList() throws IOException {
    Path list = Files.writeString(folder.resolve("list"), "# mine\n\nnonsense # or not\n");

    assertThatThrownBy(() -> start("a", SecurityConfig.NONE.withAllowList(list)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(list + ":3: 'nonsense' is no peer id");
  }

  @Test
  void tlsAndInsecurePeersTellWhichSideToChange() throws IOException {
    Peer secure = start("a", SecurityConfig.NONE);
    Peer insecure = start(PeerConfig.builder().dataDir(folder.resolve("b")).insecure(true));

    LocalPeers.introduce(secure, insecure);

    LocalPeers.await(() -> lastClose(secure, insecure).contains("take --insecure away there"));
    LocalPeers.await(() -> lastClose(insecure, secure).contains("take --insecure away here"));
  }

  @Test
  void peerFindsOthersThroughItsOwnBootstrapServerWithPinAndToken() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "a-token-of-this-network\n");
    Files.setPosixFilePermissions(
        token, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    SecurityConfig security = SecurityConfig.NONE.withJoinToken(token);
    Peer a =
        start(
            PeerConfig.builder()
                .dataDir(folder.resolve("a"))
                .security(security)
                .bootstrapServer("127.0.0.1:0"));
    String seed = a.bootstrapServer().orElseThrow() + "#" + a.bootstrapPin().orElseThrow();
    Peer b =
        start(PeerConfig.builder().dataDir(folder.resolve("b")).security(security).bootstrap(seed));

    LocalPeers.await(() -> isLinked(a, b));
  }

  @Test
  void bootstrapServerThatNothingTellsFromOthersIsNotAsked() {
    assertThatThrownBy(
            () ->
                start(
                    PeerConfig.builder()
                        .dataDir(folder.resolve("a"))
                        .bootstrap("seed.example:7400")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--bootstrap seed.example:7400#PIN");
  }

  private SecurityConfig issued(String name, KeyMaterial by, KeyMaterial... trusted)
      throws IOException {
    KeyFiles own = KeyFiles.in(folder, name);
    own.write(Certificates.issue(claim(name), by, RANDOM));
    Path bundle = folder.resolve(name + "-ca.pem");
    Files.deleteIfExists(bundle);
    for (KeyMaterial ca : trusted) {
      KeyFiles files = KeyFiles.in(folder, "ca");
      files.write(ca);
      Files.write(
          bundle,
          Files.readAllBytes(files.certificate()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    return SecurityConfig.NONE.withCa(bundle, own);
  }

  private SecurityConfig listing(Peer... listed) throws IOException {
    List<String> lines = new ArrayList<>(List.of("# who may come"));
    for (Peer peer : listed) {
      lines.add(peer.id().name() + " # one of us");
    }
    return SecurityConfig.NONE.withAllowList(Files.write(folder.resolve("list"), lines));
  }

  private Peer start(String name, SecurityConfig security) throws IOException {
    return start(PeerConfig.builder().dataDir(folder.resolve(name)).security(security));
  }

  private Peer start(PeerConfig.Builder config) throws IOException {
    Peer peer = Peer.create(config.listen("127.0.0.1:0").build());
    peers.add(peer);
    peer.start();
    return peer;
  }

  private static boolean isLinked(Peer a, Peer b) {
    return onLoop(a, () -> a.internals().core().mesh.linkTo(b.id()) != null);
  }

  private static int links(Peer peer) {
    return onLoop(peer, () -> peer.internals().core().mesh.neighbours().size());
  }

  private static String lastClose(Peer a, Peer b) {
    return onLoop(a, () -> a.internals().core().mesh.lastClose(b.id()));
  }

  private static <T> T onLoop(Peer peer, Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, peer.internals().loop()::execute).join();
  }

  private static Certificates.Claim claim(String name) {
    return new Certificates.Claim(name, List.of(), System.currentTimeMillis(), Duration.ofDays(30));
  }
}
