package io.skein.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.tests.process.Repository;
import io.skein.tests.process.Shell;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoIT {
  @Test
  void demoShowsThreePeersThatLoseNothing(@TempDir Path directory) throws Exception {
    String java = Repository.jdkProgram("java").toString();
    String out =
        Shell.in(directory)
            .run(java, "-jar", Repository.jar().toString(), "demo", "--peers", "3", "-o", "json");

    JsonObject demo = JsonParser.parseString(out).getAsJsonObject();
    assertThat(demo.keySet())
        .contains("peers", "published", "published_bytes", "ready_seconds", "per_peer");
    assertThat(demo.get("peers").getAsInt()).isEqualTo(3);
    long published = demo.get("published").getAsLong();
    assertThat(published).isPositive();
    assertThat(demo.getAsJsonArray("per_peer"))
        .hasSize(3)
        .allSatisfy(peer -> assertGotAll(peer, published));
  }

  private static void assertGotAll(JsonElement element, long published) {
    JsonObject peer = element.getAsJsonObject();
    assertThat(peer.keySet()).contains("app", "p50_us", "p99_us", "msgs_per_s");
    assertThat(peer.get("received").getAsLong()).isEqualTo(published);
    assertThat(peer.get("content_matches").getAsBoolean()).isTrue();
    for (String zero : new String[] {"lost", "duplicated", "out_of_order", "reported_lost"}) {
      assertThat(peer.get(zero).getAsLong()).as(zero).isZero();
    }
  }
}
