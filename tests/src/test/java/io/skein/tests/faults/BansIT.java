package io.skein.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.peer.bench.network.LocalPeer;
import io.skein.tests.process.Await;
import io.skein.tests.process.Repository;
import io.skein.tests.process.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bans and rates as an operator sees them. */
final class BansIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;

  private List<JsonObject> skein(LocalPeer peer, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(Repository.jdkProgram("java").toString(), "-XX:TieredStopAtLevel=1", "-jar"));
    command.add(Repository.jar().toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--peer", peer.app(), "-o", "json"));
    return Shell.in(directory)
        .run(command.toArray(String[]::new))
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  @Test
  void banIsSeenAndOutlivesARestartAndIsLifted() throws Exception {
    try (Network network = Network.start()) {
      List<LocalPeer> peers = network.startPeers(2);
      LocalPeer here = peers.getFirst();
      String other = skein(peers.getLast(), "status").getFirst().get("peer").getAsString();

      JsonObject ban =
          skein(here, "ban", other.substring(0, 10), "--for", "1h", "--reason", "floods us")
              .getFirst();
      assertThat(ban.get("peer").getAsString()).isEqualTo(other);
      assertThat(ban.get("by_operator").getAsBoolean()).isTrue();
      awaitReason(peers.getLast(), "floods us");
      assertThat(skein(here, "peers").getFirst().getAsJsonObject("ban").get("reason").getAsString())
          .isEqualTo("floods us");

      here.child().terminate();
      here.child().awaitEnd(PATIENCE);
      LocalPeer again = network.restart(here);
      Network.awaitLinks(again, 0);
      JsonObject kept = skein(again, "ban", "list").getFirst();
      assertThat(kept.get("remaining_millis").getAsLong())
          .isBetween(1L, Duration.ofHours(1).toMillis() - 1);

      skein(again, "ban", "lift", other);
      assertThat(skein(again, "ban", "list")).isEmpty();
      Network.awaitLinks(again, 1);
    }
  }

  private static void awaitReason(LocalPeer peer, String reason) throws Exception {
    try (App app = App.at(peer)) {
      Await.until(
          "being told why",
          PATIENCE,
          () -> app.closeReasons().toString(),
          () -> app.closeReasons().stream().anyMatch(why -> why.matches("BANNED.*" + reason)));
    }
  }

  @Test
  void originThatPublishesTooFastIsTold() throws Exception {
    try (Network network = Network.start()) {
      List<LocalPeer> peers =
          List.of(network.startPeer(1), network.startPeer(2, "--origin-rate", "64KiB"));
      Network.awaitLinks(peers.getFirst(), 1);
      try (App app = App.at(peers.getFirst())) {
        Load load = app.publish(LoadPlan.of(5_000));
        Await.until(
            "notice",
            PATIENCE,
            () -> peers.getFirst().child().tail(),
            () -> isThrottled(peers.getFirst()));
        load.finish();
      }
    }
  }

  private boolean isThrottled(LocalPeer peer) throws IOException {
    return skein(peer, "status")
        .getFirst()
        .get("throttled")
        .getAsString()
        .contains("takes 65536 bytes a second of what is published here");
  }
}
