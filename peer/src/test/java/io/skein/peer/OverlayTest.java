package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.PeerId;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.MessagingServiceGrpc.MessagingServiceBlockingStub;
import io.skein.proto.app.v1.PublishRequest;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real peers over TLS, too many for every one to link every other. */
final class OverlayTest {
  private static final int PEERS = 32;
  private static final int DYING = 8;
  private static final int LEAST_LINKS = 4;
  private static final int MESSAGES = 200;
  private static final int DEADLINE_SECONDS = 60;

  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Peer> all = new ArrayList<>();
  private LocalPeers peers;

  /** The first two peers are those that all others are told of. */
  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    peers = new LocalPeers(directory, false);
    for (int i = 0; i < PEERS; i++) {
      Peer peer = peers.startAlone(LogLimits.DEFAULT, List.of());
      LocalPeers.discover(peer, all.subList(0, Math.min(2, i)));
      all.add(peer);
    }
  }

  @AfterEach
  void stop() {
    over.countDown();
    peers.close();
  }

  @Test
  void messagesReachAllOnceInOrderAlsoWhenAQuarterDies() {
    LocalPeers.await(() -> isOneNetwork(all));
    ManagedChannel publisher = peers.connect(all.getLast());
    List<Iterator<SubscribeResponse>> subscribers = new ArrayList<>();
    for (Peer peer : all.subList(0, PEERS - 1)) {
      subscribers.add(subscribe(peers.connect(peer)));
    }
    publish(publisher, 0);
    for (Iterator<SubscribeResponse> subscriber : subscribers) {
      assertThat(read(subscriber)).isEqualTo(texts(0));
    }

    all.subList(0, DYING).forEach(this::die);
    publish(publisher, MESSAGES);
    for (Iterator<SubscribeResponse> subscriber : subscribers.subList(DYING, PEERS - 1)) {
      assertThat(read(subscriber)).isEqualTo(texts(MESSAGES));
    }
    LocalPeers.await(() -> isOneNetwork(all.subList(DYING, PEERS)));
  }

  /**
   * From one moment to the next nothing is heard of it: its owner thread stands still. A closed one
   * would say goodbye, and even a killed one's system would close its connections.
   */
  private void die(Peer peer) {
    peer.internals()
        .loop()
        .execute(
            () -> {
              try {
                over.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static boolean isOneNetwork(List<Peer> of) {
    Map<PeerId, Set<PeerId>> links = new HashMap<>();
    of.forEach(peer -> links.put(peer.id(), neighbours(peer)));
    Set<PeerId> reached = new HashSet<>();
    ArrayDeque<PeerId> queue = new ArrayDeque<>(List.of(of.getFirst().id()));
    while (!queue.isEmpty()) {
      PeerId next = queue.remove();
      if (reached.add(next)) {
        queue.addAll(links.getOrDefault(next, Set.of()));
      }
    }
    return reached.equals(links.keySet())
        && links.values().stream().allMatch(neighbours -> neighbours.size() >= LEAST_LINKS);
  }

  private static Set<PeerId> neighbours(Peer peer) {
    PeerRuntime runtime = peer.internals();
    CompletableFuture<Set<PeerId>> ids = new CompletableFuture<>();
    runtime
        .loop()
        .execute(
            () -> {
              Set<PeerId> up = new HashSet<>();
              runtime.core().mesh.neighbours().stream()
                  .filter(Link::isUp)
                  .forEach(link -> up.add(link.remote().id()));
              ids.complete(up);
            });
    return ids.join();
  }

  private static Iterator<SubscribeResponse> subscribe(ManagedChannel channel) {
    Iterator<SubscribeResponse> events =
        stub(channel).subscribe(SubscribeRequest.newBuilder().addPatterns("overlay").build());
    assertThat(events.next().hasSubscribed()).isTrue();
    assertThat(events.next().hasCaughtUp()).isTrue();
    return events;
  }

  /** The next so many messages; a gap fails the test. */
  private static List<String> read(Iterator<SubscribeResponse> events) {
    List<String> texts = new ArrayList<>();
    while (texts.size() < MESSAGES) {
      SubscribeResponse event = events.next();
      assertThat(event.hasGap()).isFalse();
      for (Message message : event.getBatch().getMessagesList()) {
        texts.add(message.getPayload().toStringUtf8());
      }
    }
    return texts;
  }

  private static void publish(ManagedChannel channel, int first) {
    for (String text : texts(first)) {
      stub(channel)
          .publish(
              PublishRequest.newBuilder()
                  .setType("overlay")
                  .setMessage(Message.newBuilder().setPayload(ByteString.copyFromUtf8(text)))
                  .build());
    }
  }

  private static List<String> texts(int first) {
    return IntStream.range(first, first + MESSAGES).mapToObj(String::valueOf).toList();
  }

  private static MessagingServiceBlockingStub stub(ManagedChannel channel) {
    return MessagingServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }
}
