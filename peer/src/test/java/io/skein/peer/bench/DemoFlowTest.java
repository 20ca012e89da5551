package io.skein.peer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.bench.client.AppLoop;
import io.skein.proto.app.v1.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DemoFlowTest {
  private static final String TEXT =
      IntStream.range(0, 20_000)
          .mapToObj(i -> "line " + i + " of the text\n")
          .collect(Collectors.joining());

  @Test
  void everyPeerReceivesTheWholeText() throws Exception {
    try (FakeNetwork network = FakeNetwork.faultless()) {
      DemoResult result = demo(network, TEXT, 64 << 10);

      assertThat(result.isClean()).isTrue();
      assertThat(result.published()).isEqualTo(20_000);
      assertThat(result.peers())
          .hasSize(3)
          .allMatch(peer -> peer.received() == 20_000 && peer.p99() >= peer.p50());
    }
  }

  @Test
  void bundledTextArrives() throws Exception {
    try (FakeNetwork network = FakeNetwork.faultless();
        InputStream text = requireNonNull(DemoCommand.class.getResourceAsStream("demo.txt"))) {
      String bundled = new String(text.readAllBytes(), UTF_8);

      DemoResult result = demo(network, bundled, 32 << 20);

      assertThat(result.isClean()).isTrue();
      assertThat(result.published()).isEqualTo(bundled.lines().count()).isGreaterThan(150);
    }
  }

  @Test
  void pacedLinesTakeTheirTime() throws IOException, InterruptedException {
    LineFeed feed = new LineFeed("t", new ByteArrayInputStream("a\nb\nc".getBytes(UTF_8)), 100);
    long start = System.nanoTime();

    feed.run(() -> {}, () -> true);

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    assertThat(feed.messages()).isEqualTo(3);
    assertThat(requireNonNull(feed.poll()).count()).isEqualTo(1);
  }

  @Test
  void emptyTextIsClean() throws Exception {
    try (FakeNetwork network = FakeNetwork.faultless()) {
      DemoResult result = demo(network, "", 1 << 20);

      assertThat(result.isClean()).isTrue();
      assertThat(result.published()).isZero();
    }
  }

  @Test
  void changedLineIsNoticed() throws Exception {
    try (FakeNetwork network = new FakeNetwork(DemoFlowTest::withoutPayload)) {
      DemoResult result = demo(network, "a\nb\n", 1 << 20);

      assertThat(result.isClean()).isFalse();
      assertThat(result.peers()).allMatch(peer -> !peer.contentMatches() && peer.lost() == 0);
    }
  }

  @Test
  void swappedLinesAreNoticed() throws Exception {
    try (FakeNetwork network = new FakeNetwork(List::reversed)) {
      DemoResult result = demo(network, "a\nb\nc\n", 1 << 20);

      assertThat(result.isClean()).isFalse();
      assertThat(result.peers()).allMatch(peer -> peer.outOfOrder() == 2);
    }
  }

  @Test
  void jsonHasWhatProgramsRead() throws Exception {
    try (FakeNetwork network = FakeNetwork.faultless()) {
      String json = demo(network, "a\n", 1 << 20).json().toString();

      assertThat(json)
          .startsWith("{\"peers\":3,\"published\":1,")
          .contains("\"ready_seconds\":0.5", "\"per_peer\":[{", "\"out_of_order\":0")
          .doesNotContain("\n");
    }
  }

  private static DemoResult demo(FakeNetwork network, String text, long window) throws Exception {
    List<String> apps = List.of(network.app(), network.app(), network.app());
    InputStream in = new ByteArrayInputStream(text.getBytes(UTF_8));
    try (AppLoop loop = new AppLoop()) {
      DemoFlow flow = new DemoFlow(loop, apps, new LineFeed(DemoFlow.TYPE, in, 0), window);
      flow.subscribe();
      return flow.publish(0.5);
    }
  }

  private static List<Message> withoutPayload(List<Message> messages) {
    return messages.stream().map(m -> m.toBuilder().clearPayload().build()).toList();
  }
}
