package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skein.peer.log.LogLimits;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing inside the process of a peer. */
final class EmbeddedPublisherTest {
  private static final LogLimits SMALL = new LogLimits(256 << 10, Duration.ofMinutes(5), 8L << 20);

  private LocalPeers peers;

  @BeforeEach
  void open(@TempDir Path directory) {
    peers = new LocalPeers(directory, true);
  }

  @AfterEach
  void close() {
    peers.close();
  }

  @Test
  void messageReachesAnotherPeerWithItsIdAndHeaders() throws Exception {
    Peer a = peers.start();
    Peer b = peers.start();
    peers.awaitMesh();
    RecordingListener listener = new RecordingListener();
    b.subscribe("chat.*", listener);

    MessageId id =
        a.publisher("chat.room1")
            .publish(bytes("hello"), Map.of("lang", "en", "to", "all"), Receipt.RELAYED)
            .join();

    listener.awaitMessages(1);
    Message message = listener.messages().getFirst();
    assertThat(message.text()).isEqualTo("hello");
    assertThat(message.type()).isEqualTo("chat.room1");
    assertThat(message.headers()).isEqualTo(Map.of("lang", "en", "to", "all"));
    assertThat(message.id()).isEqualTo(id);
    assertThat(message.origin()).isEqualTo(a.id());
    assertThat(message.payload().isReadOnly()).isTrue();
    assertThat(message.payload().remaining()).isEqualTo(message.size()).isEqualTo(5);
  }

  @Test
  void threadsShareAPublisherAndKeepTheirOrder() throws Exception {
    Peer a = peers.start();
    Peer b = peers.start();
    peers.awaitMesh();
    RecordingListener listener = new RecordingListener();
    b.subscribe("many", listener);
    Publisher publisher = a.publisher("many");

    List<Thread> threads = new ArrayList<>();
    for (String name : List.of("p", "q", "r", "s")) {
      threads.add(Thread.ofVirtual().start(() -> publishNumbered(publisher, name, 20_000)));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    listener.awaitMessages(80_000);
    Map<String, Integer> next = new HashMap<>();
    for (String text : listener.texts()) {
      int blank = text.indexOf(' ');
      int before = next.merge(text.substring(0, blank), 1, Integer::sum) - 1;
      assertThat(text.substring(blank + 1)).isEqualTo(String.valueOf(before));
    }
    assertThat(next).hasSize(4).allSatisfy((name, count) -> assertThat(count).isEqualTo(20_000));
  }

  private static void publishNumbered(Publisher publisher, String name, int count) {
    try {
      for (int i = 0; i < count; i++) {
        publisher.publish(bytes(name + " " + i));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void receiptOfAllComesOnceAnotherPeerHasThem() throws Exception {
    Peer a = peers.start();
    Publisher publisher = a.publisher("t");
    LocalPeers.await(a::isReady);
    for (int i = 0; i < 1000; i++) {
      publisher.publish(bytes("m" + i));
    }
    publisher.receipt(Receipt.ACCEPTED).join();
    CompletableFuture<Void> relayed = publisher.receipt(Receipt.RELAYED);
    assertThat(relayed).isNotDone();

    Peer b = peers.start();
    relayed.join();
    RecordingListener listener = new RecordingListener();
    b.subscribe(SubscribeOptions.of("t").fromLast(2000), listener);
    listener.awaitMessages(1000);
  }

  @Test
  void idsOfMessagesAreTheirs() throws Exception {
    Peer a = peers.start();
    LocalPeers.await(a::isReady);
    Publisher publisher = a.publisher("t");
    List<CompletableFuture<MessageId>> ids = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      publisher.publish(bytes("between"));
      ids.add(publisher.publish(bytes("asked"), Map.of(), Receipt.ACCEPTED));
    }
    for (int i = 0; i < 300; i++) {
      assertThat(ids.get(i).join().sequence()).isEqualTo(2 * i + 2);
    }
  }

  @Test
  void receiptFailsOnceTheLogHasLostTheMessage() throws Exception {
    Peer alone = peers.start(SMALL);
    LocalPeers.await(alone::isReady);
    Publisher publisher = alone.publisher("t");
    CompletableFuture<MessageId> first =
        publisher.publish(bytes("first"), Map.of(), Receipt.RELAYED);
    for (int i = 0; i < 600; i++) {
      publisher.publish(new byte[1024]);
    }

    assertThatThrownBy(first::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            PeerException.class,
            e -> assertThat(e.reason()).isEqualTo(PeerException.Reason.EXPIRED));
  }

  @Test
  void unreadyPeerTakesOnlySoMuch() throws Exception {
    try (Socket nobody = new Socket()) {
      Peer cutOff = cutOff(nobody);
      Publisher publisher = cutOff.publisher("t");
      int taken = 0;
      while (publisher.tryPublish(new byte[1000])) {
        taken++;
      }

      assertThat(taken).isBetween(900, 1100);
      assertThat(cutOff.awaitReady(Duration.ZERO)).isFalse();
    }
  }

  @Test
  void closeFailsTheReceiptsOfWhatWaits() throws Exception {
    try (Socket nobody = new Socket()) {
      Peer cutOff = cutOff(nobody);
      Publisher publisher = cutOff.publisher("t");
      for (int i = 0; i < 600; i++) {
        publisher.publish(new byte[1000]);
      }
      CompletableFuture<MessageId> last =
          publisher.publish(bytes("last"), Map.of(), Receipt.ACCEPTED);
      CompletableFuture<Void> all = publisher.receipt(Receipt.ACCEPTED);

      cutOff.close();

      for (CompletableFuture<?> receipt : List.of(last, all)) {
        assertThatThrownBy(receipt::join)
            .cause()
            .isInstanceOfSatisfying(
                PeerException.class,
                e -> assertThat(e.reason()).isEqualTo(PeerException.Reason.CLOSED));
      }
    }
  }

  /** A peer whose bootstrap server cannot be reached: the port is taken, and nobody listens. */
  private Peer cutOff(Socket nobody) throws IOException {
    nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    HostPort server = HostPort.parse("127.0.0.1:" + nobody.getLocalPort());
    return peers.startAlone(LogLimits.DEFAULT, List.of(server));
  }

  @Test
  void closeWakesThreadsThatWait() throws Exception {
    Peer a = peers.start();
    peers.start();
    peers.awaitMesh();
    Publisher publisher = a.publisher("t");
    AtomicInteger published = new AtomicInteger();
    List<CompletableFuture<PeerException.Reason>> ends = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      CompletableFuture<PeerException.Reason> end = new CompletableFuture<>();
      ends.add(end);
      Thread.ofVirtual().start(() -> publishUntilClosed(publisher, published, end));
    }
    LocalPeers.await(() -> published.get() > 10_000);
    CompletableFuture<MessageId> receipt =
        publisher.publish(bytes("last"), Map.of(), Receipt.RELAYED);

    a.close();

    for (CompletableFuture<PeerException.Reason> end : ends) {
      assertThat(end.join()).isEqualTo(PeerException.Reason.CLOSED);
    }
    LocalPeers.await(receipt::isDone);
    assertThatThrownBy(() -> publisher.tryPublish(bytes("late"))).isInstanceOf(PeerException.class);
  }

  private static void publishUntilClosed(
      Publisher publisher, AtomicInteger published, CompletableFuture<PeerException.Reason> end) {
    try {
      while (true) {
        publisher.publish(new byte[500]);
        published.incrementAndGet();
      }
    } catch (PeerException e) {
      end.complete(e.reason());
    } catch (InterruptedException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  @Test
  void drainHandsOverWhatWasPublished() throws Exception {
    Peer a = peers.start();
    Peer b = peers.start();
    peers.awaitMesh();
    RecordingListener listener = new RecordingListener();
    b.subscribe("t", listener);
    Publisher publisher = a.publisher("t");
    for (int i = 0; i < 50_000; i++) {
      publisher.publish(bytes("m" + i));
    }

    a.drain();
    a.close();

    listener.awaitMessages(50_000);
    assertThat(listener.gaps()).isEmpty();
  }

  @Test
  void wrongMessagesAreRefusedAtOnce() throws IOException {
    Peer a = peers.start();
    assertThatThrownBy(() -> a.publisher("a..b")).hasMessageContaining("position 2");
    assertThatThrownBy(() -> a.publisher("_skein.x")).hasMessageContaining("reserved");
    assertThatThrownBy(() -> a.publisher("t").tryPublish(new byte[(1 << 20) + 1]))
        .hasMessageContaining("1048576");
    Map<String, String> headers = Map.of("h", "v".repeat(5000));
    assertThatThrownBy(() -> a.publisher("t").tryPublish(new byte[1], headers))
        .hasMessageContaining("5001 bytes");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
