package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.PublishStreamResponse;
import io.skein.proto.app.v1.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a publishing app hears of its messages while its stream is open. */
final class ReceiptsTest {
  private static final int MESSAGES = 100;

  private LocalPeers peers;
  private final Queue<PublishStreamResponse> answers = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void start(@TempDir Path directory) {
    peers = new LocalPeers(directory, true);
  }

  @AfterEach
  void stop() {
    peers.close();
  }

  private void publish(Receipt receipt) throws IOException {
    Peer publisher = peers.start();
    peers.start();
    peers.awaitMesh();
    StreamObserver<PublishStreamRequest> requests =
        MessagingServiceGrpc.newStub(peers.connect(publisher)).publishStream(new Answers());
    for (int i = 0; i < MESSAGES; i++) {
      requests.onNext(
          PublishStreamRequest.newBuilder()
              .setType("t")
              .setReceipt(receipt)
              .addMessages(Message.newBuilder().setPayload(ByteString.copyFromUtf8("m" + i)))
              .build());
    }
  }

  @Test
  void whoWaitsForAcceptanceHearsOfRelaysToo() throws Exception {
    publish(Receipt.RECEIPT_ACCEPTED);

    LocalPeers.await(() -> answers.stream().anyMatch(a -> a.getRelayed() == MESSAGES));
    assertThat(answers).extracting(PublishStreamResponse::getAccepted).isSorted();
  }

  @Test
  void whoWaitsForRelaysHearsOfAcceptanceToo() throws Exception {
    publish(Receipt.RECEIPT_RELAYED);

    LocalPeers.await(() -> answers.stream().anyMatch(a -> a.getRelayed() == MESSAGES));
    assertThat(answers).allMatch(a -> a.getAccepted() >= a.getRelayed());
    assertThat(answers).extracting(PublishStreamResponse::getRelayed).isSorted();
  }

  private final class Answers implements StreamObserver<PublishStreamResponse> {
    @Override
    public void onNext(PublishStreamResponse answer) {
      answers.add(answer);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }
}
