package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.PublishRequest;
import io.skein.proto.app.v1.PublishResponse;
import io.skein.proto.app.v1.Receipt;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void messageCrossesThreePeers(boolean insecure) throws IOException {
    try (LocalPeers peers = new LocalPeers(directory, insecure)) {
      Peer a = peers.start();
      List<Peer> others = List.of(peers.start(), peers.start());
      peers.awaitMesh();
      List<Iterator<SubscribeResponse>> subscribers = new ArrayList<>();
      for (Peer other : others) {
        subscribers.add(subscribe(peers.connect(other), "chat.*"));
      }

      PublishResponse receipt = publish(peers.connect(a), "chat.room1", "hello");

      assertThat(receipt.getReceipt()).isEqualTo(Receipt.RECEIPT_RELAYED);
      assertThat(receipt.getId().getSequence()).isEqualTo(1);
      for (Iterator<SubscribeResponse> subscriber : subscribers) {
        SubscribeResponse event = next(subscriber);
        assertThat(event.getBatch().getHeader().getType()).isEqualTo("chat.room1");
        assertThat(event.getBatch().getMessages(0).getPayload().toStringUtf8()).isEqualTo("hello");
      }
    }
  }

  private static Iterator<SubscribeResponse> subscribe(ManagedChannel channel, String pattern) {
    Iterator<SubscribeResponse> events =
        MessagingServiceGrpc.newBlockingStub(channel)
            .subscribe(SubscribeRequest.newBuilder().addPatterns(pattern).build());
    assertThat(events.next().hasSubscribed()).isTrue();
    assertThat(events.next().hasCaughtUp()).isTrue();
    return events;
  }

  private static SubscribeResponse next(Iterator<SubscribeResponse> events) {
    SubscribeResponse event = events.next();
    while (event.hasCheckpoint()) {
      event = events.next();
    }
    return event;
  }

  private static PublishResponse publish(ManagedChannel channel, String type, String text) {
    return MessagingServiceGrpc.newBlockingStub(channel)
        .publish(
            PublishRequest.newBuilder()
                .setType(type)
                .setMessage(Message.newBuilder().setPayload(ByteString.copyFromUtf8(text)))
                .setReceipt(Receipt.RECEIPT_RELAYED)
                .build());
  }
}
