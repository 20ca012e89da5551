package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skein.peer.log.LogLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subscribing inside the process of a peer. */
final class EmbeddedSubscriptionTest {
  private static final LogLimits SMALL = new LogLimits(512 << 10, Duration.ofMinutes(5), 8L << 20);

  private LocalPeers peers;

  @BeforeEach
  void open(@TempDir Path directory) {
    peers = new LocalPeers(directory, true);
  }

  @AfterEach
  void close() {
    peers.close();
  }

  /** Blocks at its first message until it is let go. */
  private static final class Stalled implements MessageListener {
    final CountDownLatch letGo = new CountDownLatch(1);
    final RecordingListener record = new RecordingListener();

    @Override
    public void onMessage(Message message) {
      try {
        letGo.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      record.onMessage(message);
    }

    @Override
    public void onGap(Gap gap) {
      record.onGap(gap);
    }

    long lost() {
      return record.gaps().stream().mapToLong(Gap::count).sum();
    }
  }

  @Test
  void stalledListenerIsToldExactlyWhatItMissed() throws Exception {
    Peer a = peers.start();
    Peer b = peers.start(SMALL);
    peers.awaitMesh();
    Stalled stalled = new Stalled();
    RecordingListener other = new RecordingListener();
    b.subscribe("t", stalled);
    b.subscribe("t", other);
    Publisher publisher = a.publisher("t");

    for (int i = 0; i < 20_000; i++) {
      publisher.publish(bytes("%06d %s".formatted(i, "x".repeat(100))));
    }
    other.awaitMessages(20_000);
    stalled.letGo.countDown();

    LocalPeers.await(() -> stalled.record.messages().size() + stalled.lost() >= 20_000);
    assertThat(stalled.record.messages().size() + stalled.lost()).isEqualTo(20_000);
    assertThat(stalled.record.gaps())
        .isNotEmpty()
        .allSatisfy(gap -> assertThat(gap.exact()).isTrue())
        .allSatisfy(gap -> assertThat(gap.reason()).isEqualTo(Gap.Reason.EVICTED));
    assertThat(stalled.record.texts()).isSorted();
  }

  @Test
  void tokenResumesAtTheOtherPeer() throws Exception {
    Peer a = peers.start();
    Peer b = peers.start();
    peers.awaitMesh();
    RecordingListener before = new RecordingListener();
    Subscription first = a.subscribe("t", before);
    publish(a, "seen");
    before.awaitMessages(1);
    byte[] start = before.token();
    LocalPeers.await(() -> !Arrays.equals(start, before.token()));
    first.close();
    publish(a, "not seen");

    RecordingListener after = new RecordingListener();
    b.subscribe(SubscribeOptions.of("t").fromToken(before.token()), after);

    after.awaitMessages(1);
    assertThat(after.texts()).containsExactly("not seen");
  }

  @Test
  void tokenThatIsTooOldIsRefusedOrTold() throws Exception {
    Peer a = peers.start(SMALL);
    LocalPeers.await(a::isReady);
    RecordingListener before = new RecordingListener();
    Subscription first = a.subscribe("t", before);
    LocalPeers.await(() -> before.token().length > 0);
    first.close();
    byte[] token = before.token();
    for (int i = 0; i < 1000; i++) {
      publish(a, "x".repeat(1000));
    }

    SubscribeOptions options = SubscribeOptions.of("t");
    assertThatThrownBy(() -> a.subscribe(options.fromToken(token), before))
        .isInstanceOfSatisfying(
            PeerException.class,
            e -> assertThat(e.reason()).isEqualTo(PeerException.Reason.TOKEN_TOO_OLD));
    RecordingListener after = new RecordingListener();
    a.subscribe(options.fromTokenWithGap(token), after);
    LocalPeers.await(() -> !after.gaps().isEmpty());
  }

  @Test
  void pausedListenerGoesOnWhereItStood() throws Exception {
    Peer a = peers.start();
    LocalPeers.await(a::isReady);
    for (SubscribeOptions options :
        List.of(SubscribeOptions.of("t"), SubscribeOptions.of("t").onPeerThread())) {
      RecordingListener listener = new RecordingListener();
      Subscription subscription = a.subscribe(options, listener);
      subscription.pause();
      IntStream.range(0, 1000).forEach(i -> publish(a, "m" + i));
      List<String> meanwhile = listener.texts();

      subscription.resume();

      listener.awaitMessages(1000);
      assertThat(meanwhile).isEmpty();
      assertThat(listener.texts())
          .isEqualTo(IntStream.range(0, 1000).mapToObj(i -> "m" + i).toList());
      subscription.close();
    }
  }

  @Test
  void listenerOnThePeerThreadMayPublish() throws Exception {
    Peer a = peers.start();
    LocalPeers.await(a::isReady);
    Publisher answers = a.publisher("answer");
    RecordingListener listener = new RecordingListener();
    a.subscribe("answer", listener);
    a.subscribe(
        SubscribeOptions.of("question").onPeerThread(),
        message -> answers.tryPublish(message.payloadBytes()));

    publish(a, "question", "why");

    listener.awaitMessages(1);
    assertThat(listener.texts()).containsExactly("why");
  }

  @Test
  void ownMessagesAreLeftOut() throws Exception {
    Peer a = peers.start();
    Peer b = peers.start();
    peers.awaitMesh();
    RecordingListener listener = new RecordingListener();
    a.subscribe(SubscribeOptions.of("t").noEcho(), listener);

    publish(a, "mine");
    a.publisher(PublisherOptions.of("t").as("other-app")).publish(bytes("of another app"));
    publish(b, "of another peer");

    listener.awaitMessages(2);
    assertThat(listener.texts()).containsExactlyInAnyOrder("of another app", "of another peer");
  }

  @Test
  void listenerThatThrowsEndsItsSubscriptionOnly() throws Exception {
    Peer a = peers.start();
    LocalPeers.await(a::isReady);
    RecordingListener good = new RecordingListener();
    Subscription bad =
        a.subscribe(
            "t",
            message -> {
              throw new IllegalStateException("as the test wants");
            });
    a.subscribe("t", good);

    publish(a, "1");
    LocalPeers.await(bad::isClosed);
    publish(a, "2");

    good.awaitMessages(2);
  }

  @Test
  void nothingComesAfterClose() throws Exception {
    Peer a = peers.start();
    LocalPeers.await(a::isReady);
    CompletableFuture<Subscription> self = new CompletableFuture<>();
    RecordingListener listener = new RecordingListener();
    self.complete(
        a.subscribe(
            SubscribeOptions.of("t").onPeerThread(),
            message -> {
              listener.onMessage(message);
              self.join().close();
            }));
    RecordingListener other = new RecordingListener();
    a.subscribe("t", other);

    IntStream.range(0, 100).forEach(i -> publish(a, "m" + i));

    other.awaitMessages(100);
    assertThat(listener.texts()).containsExactly("m0");
  }

  @Test
  void closeOfThePeerEndsItsSubscriptions() throws Exception {
    Peer a = peers.start();
    LocalPeers.await(a::isReady);
    RecordingListener listener = new RecordingListener();
    Subscription subscription = a.subscribe("t", listener);
    publish(a, "last");

    a.drain();
    a.close();

    LocalPeers.await(subscription::isClosed);
    assertThat(listener.texts()).containsExactly("last");
    LocalPeers.await(() -> !listener.ends().isEmpty());
    assertThat(listener.ends()).containsExactly(MessageListener.End.PEER_CLOSED);
    assertThatThrownBy(() -> a.subscribe("t", listener))
        .isInstanceOfSatisfying(
            PeerException.class,
            e -> assertThat(e.reason()).isEqualTo(PeerException.Reason.CLOSED));
  }

  @Test
  void slowListenerMayBeDisconnected() throws Exception {
    Peer a = peers.start();
    LocalPeers.await(a::isReady);
    Stalled stalled = new Stalled();
    Subscription subscription = a.subscribe(SubscribeOptions.of("t").disconnect(300_000), stalled);
    IntStream.range(0, 1000).forEach(i -> publish(a, "x".repeat(1000)));

    stalled.letGo.countDown();

    LocalPeers.await(subscription::isClosed);
    assertThat(stalled.record.messages().size()).isLessThan(1000);
  }

  private static void publish(Peer peer, String text) {
    publish(peer, "t", text);
  }

  private static void publish(Peer peer, String type, String text) {
    try {
      peer.publisher(type).publish(bytes(text), Map.of(), Receipt.ACCEPTED).join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
