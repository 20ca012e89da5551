package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.skein.proto.app.v1.GetPeerRequest;
import io.skein.proto.app.v1.Lane;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.MessagingServiceGrpc.MessagingServiceBlockingStub;
import io.skein.proto.app.v1.PeerServiceGrpc;
import io.skein.proto.app.v1.PublishRequest;
import io.skein.proto.app.v1.PublishResponse;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.PublishStreamResponse;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AppApiTest {
  private LocalPeers peers;
  private Peer peer;
  private ManagedChannel channel;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    peers = new LocalPeers(directory, true);
    peer = peers.start();
    peers.awaitMesh();
    channel = peers.connect(peer);
  }

  @AfterAll
  void stop() {
    peers.close();
  }

  @Test
  void keyPublishesOnce() {
    PublishRequest request = request("once", "x").toBuilder().setIdempotencyKey("key-1").build();

    PublishResponse first = stubOf("app").publish(request);
    PublishResponse second = stubOf("app").publish(request);

    assertThat(first.getDuplicate()).isFalse();
    assertThat(second.getDuplicate()).isTrue();
    assertThat(second.getId()).isEqualTo(first.getId());
    assertThat(stubOf("other").publish(request).getDuplicate()).isFalse();
  }

  @Test
  void badRequestOfStreamEndsItAfterTheCountsOfWhatWasAccepted() {
    List<PublishStreamResponse> counts = new ArrayList<>();
    Status end =
        publishStream(
            counts,
            requests -> {
              requests.onNext(messages("counted", 3));
              requests.onNext(messages("bad..type", 1));
              requests.onCompleted();
            });

    assertThat(end.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(counts.getLast().getAccepted()).isEqualTo(3);
  }

  @Test
  void streamRemembersTheTypeAndCountsAll() {
    List<PublishStreamResponse> counts = new ArrayList<>();
    Status end =
        publishStream(
            counts,
            requests -> {
              requests.onNext(messages("kept", 2));
              requests.onNext(messages("", 5000));
              requests.onCompleted();
            });

    assertThat(end.isOk()).isTrue();
    assertThat(counts.getLast().getAccepted()).isEqualTo(5002);
    List<SubscribeResponse> replay = replay("kept", 5002);
    assertThat(replay.stream().mapToInt(r -> r.getBatch().getMessagesCount()).sum())
        .isEqualTo(5002);
  }

  @Test
  void lastMessagesAreExactlySoMany() {
    publishStream(
        new ArrayList<>(),
        requests -> {
          requests.onNext(messages("tail", 100));
          requests.onCompleted();
        });

    List<SubscribeResponse> replay = replay("tail", 7);

    assertThat(replay).hasSize(1);
    assertThat(replay.getFirst().getBatch().getHeader().getCount()).isEqualTo(7);
    assertThat(replay.getFirst().getBatch().getMessages(0).getPayload().toStringUtf8())
        .isEqualTo("93");
  }

  @Test
  void echoIsLeftOutForTheConnectionThatPublished() {
    ManagedChannel mine = peers.connect(peer);
    Iterator<SubscribeResponse> events =
        MessagingServiceGrpc.newBlockingStub(mine)
            .subscribe(SubscribeRequest.newBuilder().addPatterns("echo").setNoEcho(true).build());
    assertThat(events.next().hasSubscribed()).isTrue();

    MessagingServiceGrpc.newBlockingStub(mine).publish(request("echo", "mine"));
    stub().publish(request("echo", "other's"));

    SubscribeResponse event = events.next();
    while (!event.hasBatch()) {
      event = events.next();
    }
    assertThat(event.getBatch().getMessages(0).getPayload().toStringUtf8()).isEqualTo("other's");
  }

  @Test
  void peerDescribesItself() {
    var info =
        PeerServiceGrpc.newBlockingStub(channel).getPeer(GetPeerRequest.getDefaultInstance());

    assertThat(info.getReady()).isTrue();
    assertThat(info.getNetwork()).isEqualTo("test");
    assertThat(info.getPeerName()).isEqualTo(peer.id().name());
    assertThat(info.getSecure()).isFalse();
  }

  private List<SubscribeResponse> replay(String type, int last) {
    Iterator<SubscribeResponse> events =
        stub()
            .subscribe(
                SubscribeRequest.newBuilder().addPatterns(type).setLastMessages(last).build());
    List<SubscribeResponse> batches = new ArrayList<>();
    for (SubscribeResponse event = events.next(); !event.hasCaughtUp(); event = events.next()) {
      if (event.hasBatch()) {
        batches.add(event);
      }
    }
    return batches;
  }

  private Status publishStream(
      List<PublishStreamResponse> counts, Consumer<StreamObserver<PublishStreamRequest>> publish) {
    CompletableFuture<Status> end = new CompletableFuture<>();
    publish.accept(
        MessagingServiceGrpc.newStub(channel)
            .publishStream(
                new StreamObserver<>() {
                  @Override
                  public void onNext(PublishStreamResponse response) {
                    counts.add(response);
                  }

                  @Override
                  public void onError(Throwable error) {
                    end.complete(Status.fromThrowable(error));
                  }

                  @Override
                  public void onCompleted() {
                    end.complete(Status.OK);
                  }
                }));
    return end.join();
  }

  private static PublishStreamRequest messages(String type, int count) {
    PublishStreamRequest.Builder request =
        PublishStreamRequest.newBuilder().setType(type).setLane(Lane.LANE_NORMAL);
    for (int i = 0; i < count; i++) {
      request.addMessages(
          Message.newBuilder().setPayload(ByteString.copyFromUtf8(String.valueOf(i))));
    }
    return request.build();
  }

  private static PublishRequest request(String type, String text) {
    return PublishRequest.newBuilder()
        .setType(type)
        .setMessage(Message.newBuilder().setPayload(ByteString.copyFromUtf8(text)))
        .build();
  }

  private MessagingServiceBlockingStub stub() {
    return MessagingServiceGrpc.newBlockingStub(channel);
  }

  private MessagingServiceBlockingStub stubOf(String app) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("skein-app", Metadata.ASCII_STRING_MARSHALLER), app);
    return stub().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }
}
