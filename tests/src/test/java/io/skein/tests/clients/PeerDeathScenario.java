package io.skein.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.peer.bench.network.JavaProgram;
import io.skein.peer.bench.network.LocalNetwork;
import io.skein.peer.bench.network.LocalNetworkOptions;
import io.skein.peer.bench.network.LocalPeer;
import io.skein.tests.process.AppProcess;
import io.skein.tests.process.Await;
import io.skein.tests.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An app publishes at peer 1, one subscribes at peer 2, which is killed in mid-stream; peer 3 takes
 * over. All lines must be printed once, in order, without a gap.
 */
final class PeerDeathScenario {
  private static final int CHUNK = 1_000;
  private static final int CHUNKS = 20;
  private static final int AWAITS_CHECKPOINT = 5;
  private static final int KILLS_PEER = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> app;
  private final Path directory;
  private final Path tokenFile;

  /**
   * The scenario of one language.
   *
   * @param app how to start the app, without its arguments
   * @param directory for files of this run
   */
  PeerDeathScenario(List<String> app, Path directory) {
    this.app = app;
    this.directory = directory;
    this.tokenFile = directory.resolve("token");
  }

  void run() throws Exception {
    try (LocalNetwork network =
        LocalNetwork.start(peerProgram(), new LocalNetworkOptions(3, false, List.of()))) {
      network.awaitReady(PATIENCE);
      run(network.peers());
    }
  }

  /** Small and quick to start: the peers share the machine with other tests. */
  private static JavaProgram peerProgram() {
    return new JavaProgram(
        Repository.jdkProgram("java").toString(),
        List.of("-Xmx192m", "-XX:+UseSerialGC"),
        Repository.jar().toString());
  }

  private void run(List<LocalPeer> peers) throws Exception {
    LocalPeer victim = peers.get(1);
    String heir = peers.get(2).app();
    try (AppProcess subscriber = startSubscriber(victim.app(), heir);
        AppProcess publisher = startPublisher(peers.getFirst().app())) {
      subscriber.awaitNotice("subscribed at " + victim.app());
      feed(publisher, subscriber, victim);
      publisher.awaitSuccess();
      subscriber.awaitSuccess();
      subscriber.awaitNotice("subscribed at " + heir);
      assertAllWasPublished(publisher.lines());
      assertAllWasPrintedOnce(subscriber.lines());
    }
  }

  /** One chunk is always on its way, also when the peer dies. */
  private void feed(AppProcess publisher, AppProcess subscriber, LocalPeer victim)
      throws Exception {
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      byte[] before = token();
      publisher.write(lines(chunk));
      if (chunk == AWAITS_CHECKPOINT) {
        awaitCheckpointAfter(before);
      }
      if (chunk == KILLS_PEER) {
        victim.child().kill();
      }
      subscriber.awaitLines(chunk * CHUNK);
    }
    publisher.endInput();
  }

  /** So that the token is not the one of the start, and not everything comes again. */
  private void awaitCheckpointAfter(byte[] before) throws Exception {
    Await.until(
        "checkpoint",
        PATIENCE,
        () -> "the token file is as it was",
        () -> !Arrays.equals(before, token()));
  }

  private byte[] token() throws IOException {
    return Files.exists(tokenFile) ? Files.readAllBytes(tokenFile) : new byte[0];
  }

  private static void assertAllWasPublished(List<String> summary) {
    assertThat(summary).hasSize(1);
    JsonObject counts = JsonParser.parseString(summary.getFirst()).getAsJsonObject();
    assertThat(counts.get("accepted").getAsLong()).isEqualTo(CHUNK * CHUNKS);
    assertThat(counts.get("relayed").getAsLong()).isEqualTo(CHUNK * CHUNKS);
  }

  private static void assertAllWasPrintedOnce(List<String> printed) {
    List<JsonObject> events =
        printed.stream().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    assertThat(events).noneMatch(event -> event.has("gap"));
    assertThat(events.stream().map(event -> event.get("payload").getAsString()))
        .containsExactlyElementsOf(
            IntStream.range(0, CHUNKS)
                .mapToObj(PeerDeathScenario::lines)
                .flatMap(List::stream)
                .toList());
  }

  private static List<String> lines(int chunk) {
    return IntStream.range(chunk * CHUNK, (chunk + 1) * CHUNK)
        .mapToObj("line %d"::formatted)
        .toList();
  }

  private AppProcess startPublisher(String peer) throws IOException {
    return start("publisher", "publish", "lines.all", "--peer", peer);
  }

  private AppProcess startSubscriber(String peer, String nextPeer) throws IOException {
    String count = Integer.toString(CHUNK * CHUNKS);
    String file = tokenFile.toString();
    return start(
        "subscriber",
        "subscribe",
        "lines.>",
        "--count",
        count,
        "--token-file",
        file,
        "--peer",
        peer,
        "--peer",
        nextPeer);
  }

  private AppProcess start(String name, String... arguments) throws IOException {
    return AppProcess.start(
        name, Stream.concat(app.stream(), Stream.of(arguments)).toList(), directory);
  }
}
