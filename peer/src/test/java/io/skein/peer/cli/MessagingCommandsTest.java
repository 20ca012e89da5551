package io.skein.peer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.skein.proto.app.v1.Lane;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.Receipt;
import io.skein.proto.app.v1.SlowPolicy;
import io.skein.proto.app.v1.SubscribeRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MessagingCommandsTest {
  private static final ByteString HELLO = ByteString.copyFromUtf8("hello");
  private static final ByteString BINARY = ByteString.fromHex("00ff41");

  private final RecordingTerminal terminal = new RecordingTerminal();
  private FakeMessaging peer;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    peer = new FakeMessaging();
    terminal.environment.put("SKEIN_PEER", peer.address());
  }

  @AfterEach
  void close() {
    peer.close();
  }

  @Test
  void textIsOneMessage() {
    int status =
        terminal.run(
            "pub",
            "chat.room1",
            "hello",
            "--lane",
            "urgent",
            "--header",
            "a=b",
            "--wait",
            "relayed",
            "--app-name",
            "me");

    assertThat(status).isZero();
    assertThat(terminal.err()).isEqualTo("published 1, relayed 1" + System.lineSeparator());
    PublishStreamRequest request = peer.published.getFirst();
    assertThat(request.getType()).isEqualTo("chat.room1");
    assertThat(request.getLane()).isEqualTo(Lane.LANE_URGENT);
    assertThat(request.getReceipt()).isEqualTo(Receipt.RECEIPT_RELAYED);
    assertThat(request.getMessages(0).getPayload()).isEqualTo(HELLO);
    assertThat(request.getMessages(0).getHeadersMap()).containsEntry("a", "b");
    assertThat(peer.apps).containsExactly("me");
  }

  @Test
  void linesAreMessagesByteForByte() {
    terminal.withInput("one\n\n\0\u00ff\r\nlast".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(terminal.run("pub", "a")).isZero();
    assertThat(payloads())
        .containsExactly(
            ByteString.copyFromUtf8("one"),
            ByteString.EMPTY,
            ByteString.fromHex("00ff0d"),
            ByteString.copyFromUtf8("last"));
    assertThat(terminal.err()).contains("published 4, relayed 4");
  }

  @Test
  void linesAtHandShareARequestOfAbout16KiB() {
    var random = new byte[300_000];
    new Random(7).nextBytes(random);
    terminal.withInput(random);

    assertThat(terminal.run("pub", "a")).isZero();
    var joined = ByteString.empty();
    for (ByteString line : payloads()) {
      joined = joined.concat(line).concat(ByteString.copyFromUtf8("\n"));
    }
    assertThat(joined.substring(0, random.length).toByteArray()).isEqualTo(random);
    assertThat(peer.published).hasSizeBetween(15, 40);
    assertThat(peer.published)
        .allMatch(
            r ->
                r.getMessagesCount() == 1
                    || r.getMessagesList().stream()
                            .limit(r.getMessagesCount() - 1L)
                            .mapToInt(m -> m.getPayload().size())
                            .sum()
                        < 16 * 1024);
  }

  @Test
  void missingReceiptsFail() {
    peer.relays = false;

    int status = terminal.run("pub", "a", "x", "--wait", "relayed", "--timeout", "100ms");

    assertThat(status).isEqualTo(1);
    assertThat(terminal.err()).contains("published 1, relayed 0", "not every message is relayed");
  }

  @Test
  void refusalOfThePeerIsASentence() {
    peer.end = Status.INVALID_ARGUMENT.withDescription("type is empty at 3");

    assertThat(terminal.run("pub", "a..b", "x")).isEqualTo(1);
    assertThat(terminal.err()).contains("the peer refused the request: type is empty at 3");
  }

  @Test
  void unreachablePeerIsNamed() {
    peer.close();

    assertThat(terminal.run("sub", "a", "--peer", "unix:/nowhere.sock")).isEqualTo(1);
    assertThat(terminal.err()).contains("no peer answers at unix:/nowhere.sock", "skein peer");
  }

  @Test
  void messagesAreLinesAndGapsAreNotices() {
    peer.story.addAll(List.of(FakeMessaging.batch("chat.a", HELLO, BINARY), FakeMessaging.gap(3)));

    assertThat(terminal.run("sub", "chat.>")).isEqualTo(1);
    assertThat(terminal.out()).isEqualTo("chat.a  hello\nchat.a  \\x00\\xffA\n");
    assertThat(terminal.err()).contains("gap: 3 lost (evicted)", "ended the subscription");
  }

  @Test
  void rawOutputIsWhatWasPublished() {
    peer.story.add(FakeMessaging.batch("a", BINARY, HELLO));

    assertThat(terminal.run("sub", "a", "--raw", "--count", "2")).isZero();
    assertThat(terminal.out.toByteArray())
        .isEqualTo(BINARY.concat(ByteString.copyFromUtf8("\nhello\n")).toByteArray());
  }

  @Test
  void jsonHasOneObjectALine() {
    peer.story.addAll(List.of(FakeMessaging.gap(3), FakeMessaging.batch("a", HELLO, BINARY)));

    assertThat(terminal.run("sub", "a", "-o", "json", "--count", "2")).isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "{\"gap\":{\"count\":3,\"exact\":true,\"reason\":\"evicted\",\"ranges\":[]}}",
            json("7", "\"payload\":\"hello\""),
            json("8", "\"payload_base64\":\"AP9B\""));
  }

  @Test
  void countEndsInTheMiddleOfABatch() {
    peer.story.add(FakeMessaging.batch("a", HELLO, HELLO, HELLO));
    peer.staysOpen = true;

    assertThat(terminal.run("sub", "a", "--count", "2")).isZero();
    assertThat(terminal.out().lines()).hasSize(2);
  }

  @Test
  void optionsReachThePeer() {
    terminal.run("sub", "a", "b.*", "--last", "5", "--slow", "drop-oldest", "--no-echo");
    terminal.run("sub", "a", "--since", "1m");

    SubscribeRequest first = peer.subscribed.getFirst();
    assertThat(first.getPatternsList()).containsExactly("a", "b.*");
    assertThat(first.getLastMessages()).isEqualTo(5);
    assertThat(first.getSlowPolicy()).isEqualTo(SlowPolicy.SLOW_POLICY_DROP_OLDEST);
    assertThat(first.getNoEcho()).isTrue();
    assertThat(peer.subscribed.getLast().getArrivedSinceUnixMillis())
        .isEqualTo(RecordingTerminal.NOW.minusSeconds(60).toEpochMilli());
  }

  @Test
  void tokenFileIsKeptAndResumedFrom() throws IOException {
    Path token = folder.resolve("token");
    peer.story.addAll(
        List.of(
            FakeMessaging.batch("a", HELLO),
            FakeMessaging.checkpoint("first"),
            FakeMessaging.checkpoint("second")));

    terminal.run("sub", "a", "--token", token.toString(), "--last", "1");
    terminal.run("sub", "a", "--token", token.toString(), "--last", "1");

    assertThat(token).hasContent("second");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
    assertThat(peer.subscribed.getFirst().getLastMessages()).isEqualTo(1);
    assertThat(peer.subscribed.getLast().getResumeToken().toStringUtf8()).isEqualTo("second");
  }

  @Test
  void tokenThatIsTooOldNamesTheWayOut() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "old");
    peer.end = Status.OUT_OF_RANGE.withDescription("oldest is 10:00");

    assertThat(terminal.run("sub", "a", "--token", token.toString())).isEqualTo(1);
    assertThat(terminal.err()).contains("oldest is 10:00", "--accept-gap");
  }

  @Test
  void signalEndsASubscriptionCleanly() {
    peer.story.add(FakeMessaging.batch("a", HELLO));
    peer.staysOpen = true;
    terminal.signals = end -> Thread.ofVirtual().start(() -> endOnceTold(end));

    assertThat(terminal.run("sub", "a")).as(terminal.err()).isZero();
  }

  private void endOnceTold(Runnable end) {
    try {
      peer.told.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    end.run();
  }

  private List<ByteString> payloads() {
    var payloads = new ArrayList<ByteString>();
    for (PublishStreamRequest request : peer.published) {
      request.getMessagesList().stream().map(Message::getPayload).forEach(payloads::add);
    }
    return payloads;
  }

  private static String json(String sequence, String payload) {
    return "{\"type\":\"a\",\"origin\":\""
        + "a".repeat(52)
        + "\",\"epoch\":5,\"lane\":\"normal\",\"sequence\":"
        + sequence
        + ","
        + payload
        + ",\"headers\":{\"k\":\"v\"}}";
  }
}
