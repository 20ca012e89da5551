package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.skein.peer.log.LogLimits;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.PublishRequest;
import io.skein.proto.app.v1.PublishResponse;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.PublishStreamResponse;
import io.skein.proto.app.v1.Receipt;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published before the overlay is ready waits or fails, as the app chose. */
final class NotReadyTest {
  private static final String[] SIX = {"1", "2", "3", "4", "5", "6"};

  private final Socket nobody = new Socket();
  private LocalPeers peers;
  private Peer cutOff;
  private ManagedChannel channel;

  /** A peer whose bootstrap server cannot be reached: the port is taken, and nobody listens. */
  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    peers = new LocalPeers(directory, true);
    HostPort server = HostPort.parse("127.0.0.1:" + nobody.getLocalPort());
    cutOff = peers.startAlone(LogLimits.DEFAULT, List.of(server));
    LocalPeers.await(() -> cutOff.notReadyReasons().toString().contains("bootstrap server"));
    channel = peers.connect(cutOff);
    failingPublish(); // connects, so that calls come one behind the other from now on
  }

  @AfterEach
  void stop() throws IOException {
    peers.close();
    nobody.close();
  }

  @Test
  void failingPublishSaysWhyAndWhatToDo() {
    assertSaysWhatToDo(failingPublish());
  }

  @Test
  void failingStreamSaysWhyAndWhatToDo() {
    Stream stream = new Stream();
    stream.requests.onNext(messages(0, 3).toBuilder().setFailWhenNotReady(true).build());

    assertSaysWhatToDo(stream.end.orTimeout(20, TimeUnit.SECONDS).join());
    assertThat(stream.accepted()).isZero();
  }

  @Test
  void waitingPublishesAreDeliveredOnceThereIsALink() throws Exception {
    Peer other = peers.startAlone(LogLimits.DEFAULT, List.of());
    Iterator<SubscribeResponse> subscriber = subscribe(other);
    ListenableFuture<PublishResponse> unary =
        MessagingServiceGrpc.newFutureStub(channel).publish(request("unary"));
    Stream stream = new Stream();
    stream.requests.onNext(messages(1, 3));
    stream.requests.onNext(messages(4, 3));
    stream.requests.onCompleted();
    failingPublish(); // came behind the others, and is answered

    assertThat(unary.isDone()).isFalse();
    assertThat(stream.end).isNotDone();
    LocalPeers.introduce(cutOff, other);

    assertThat(unary.get(20, TimeUnit.SECONDS).getReceipt()).isEqualTo(Receipt.RECEIPT_RELAYED);
    assertThat(stream.end.get(20, TimeUnit.SECONDS).isOk()).isTrue();
    assertThat(stream.accepted()).isEqualTo(6);
    List<String> read = read(subscriber, 7);
    assertThat(read).contains("unary");
    assertThat(read).filteredOn(text -> !text.equals("unary")).containsExactly(SIX);
  }

  @Test
  void whoGaveUpWaitingHasPublishedNothing() throws IOException {
    Peer other = peers.startAlone(LogLimits.DEFAULT, List.of());
    Iterator<SubscribeResponse> subscriber = subscribe(other);
    ListenableFuture<PublishResponse> unary =
        MessagingServiceGrpc.newFutureStub(channel).publish(request("unary"));
    Stream stream = new Stream();
    stream.requests.onNext(messages(1, 3));
    failingPublish();
    assertThat(unary.cancel(true)).isTrue();
    stream.requests.onError(Status.CANCELLED.asRuntimeException());
    failingPublish(); // came behind the cancellations

    LocalPeers.introduce(cutOff, other);
    LocalPeers.await(() -> cutOff.notReadyReasons().isEmpty());
    MessagingServiceGrpc.newBlockingStub(channel).publish(request("last"));

    assertThat(read(subscriber, 1)).containsExactly("last");
  }

  private static void assertSaysWhatToDo(Status status) {
    assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(status.getDescription())
        .contains("not ready", "no bootstrap server has answered", "fail_when_not_ready");
  }

  private Status failingPublish() {
    try {
      MessagingServiceGrpc.newBlockingStub(channel)
          .publish(request("failing").toBuilder().setFailWhenNotReady(true).build());
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
    return Status.OK;
  }

  private Iterator<SubscribeResponse> subscribe(Peer peer) {
    Iterator<SubscribeResponse> events =
        MessagingServiceGrpc.newBlockingStub(peers.connect(peer))
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .subscribe(SubscribeRequest.newBuilder().addPatterns(">").build());
    assertThat(events.next().hasSubscribed()).isTrue();
    return events;
  }

  private static List<String> read(Iterator<SubscribeResponse> events, int count) {
    List<String> texts = new ArrayList<>();
    while (texts.size() < count) {
      SubscribeResponse event = events.next();
      assertThat(event.hasGap()).isFalse();
      event
          .getBatch()
          .getMessagesList()
          .forEach(message -> texts.add(message.getPayload().toStringUtf8()));
    }
    return texts;
  }

  private static PublishRequest request(String text) {
    return PublishRequest.newBuilder()
        .setType("t")
        .setMessage(message(text))
        .setReceipt(Receipt.RECEIPT_RELAYED)
        .build();
  }

  private static PublishStreamRequest messages(int first, int count) {
    PublishStreamRequest.Builder request = PublishStreamRequest.newBuilder().setType("t");
    for (int i = first; i < first + count; i++) {
      request.addMessages(message(String.valueOf(i)));
    }
    return request.build();
  }

  private static Message message(String text) {
    return Message.newBuilder().setPayload(ByteString.copyFromUtf8(text)).build();
  }

  /** A PublishStream call to the peer that is cut off. */
  private final class Stream implements StreamObserver<PublishStreamResponse> {
    final StreamObserver<PublishStreamRequest> requests =
        MessagingServiceGrpc.newStub(channel).publishStream(this);
    final CompletableFuture<Status> end = new CompletableFuture<>();
    private volatile long accepted;

    @Override
    public void onNext(PublishStreamResponse counts) {
      accepted = counts.getAccepted();
    }

    @Override
    public void onError(Throwable error) {
      end.complete(Status.fromThrowable(error));
    }

    @Override
    public void onCompleted() {
      end.complete(Status.OK);
    }

    long accepted() {
      return accepted;
    }
  }
}
