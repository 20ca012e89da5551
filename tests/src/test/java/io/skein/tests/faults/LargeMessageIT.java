package io.skein.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.peer.bench.network.FreePorts;
import io.skein.peer.bench.network.LocalPeer;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.MessagingServiceGrpc.MessagingServiceBlockingStub;
import io.skein.proto.app.v1.PublishRequest;
import io.skein.proto.app.v1.Receipt;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The largest message that a log of 64 MiB takes crosses a peer that has no app. */
final class LargeMessageIT {
  private static final int LARGEST = 16 << 20;
  private static final int MESSAGES = 5;

  /** Addresses that nobody can dial leave only the middle peer to link to. */
  private static LocalPeer start(Network network, int number, boolean reachable) throws Exception {
    int port = FreePorts.find();
    String advertised = Network.loopback(reachable ? port : FreePorts.find());
    Path data = network.children().directory().resolve("peer-" + number);
    return network.startPeer(
        number, port, data, "--advertise", advertised, "--max-message", "16MiB");
  }

  private static ManagedChannel connect(LocalPeer peer) {
    return NettyChannelBuilder.forTarget("dns:///" + peer.app())
        .maxInboundMessageSize(LARGEST + (64 << 10))
        .usePlaintext()
        .build();
  }

  private static MessagingServiceBlockingStub app(ManagedChannel channel) {
    return MessagingServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  private static PublishRequest request(ByteString payload) {
    return PublishRequest.newBuilder()
        .setType("large")
        .setMessage(Message.newBuilder().setPayload(payload))
        .setReceipt(Receipt.RECEIPT_RELAYED)
        .build();
  }

  private static ByteString random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  @Test
  void messageOfAQuarterOfTheLogCrossesALineOfPeers() throws Exception {
    try (Network network = Network.start()) {
      LocalPeer first = start(network, 1, false);
      LocalPeer middle = start(network, 2, true);
      LocalPeer last = start(network, 3, false);
      Network.awaitLinks(middle, 2);
      Network.awaitLinks(first, 1);
      Network.awaitLinks(last, 1);
      ManagedChannel from = connect(first);
      ManagedChannel to = connect(last);
      try {
        cross(app(from), app(to));
      } finally {
        from.shutdownNow();
        to.shutdownNow();
      }
    }
  }

  private static void cross(MessagingServiceBlockingStub from, MessagingServiceBlockingStub to) {
    Iterator<SubscribeResponse> arriving =
        to.subscribe(SubscribeRequest.newBuilder().addPatterns("large").build());
    assertThat(arriving.next().hasSubscribed()).isTrue();
    for (int i = 0; i < MESSAGES; i++) {
      ByteString payload = random(LARGEST - i);
      from.publish(request(payload));
      assertThat(next(arriving)).isEqualTo(payload);
    }
    assertThatThrownBy(() -> from.publish(request(random(LARGEST + 100))))
        .hasMessageContaining("RESOURCE_EXHAUSTED")
        .hasMessageContaining("16777216")
        .hasMessageContaining("--max-message");
  }

  private static ByteString next(Iterator<SubscribeResponse> arriving) {
    SubscribeResponse next = arriving.next();
    while (!next.hasBatch()) {
      assertThat(next.hasGap()).as("gap %s", next).isFalse();
      next = arriving.next();
    }
    return next.getBatch().getMessages(0).getPayload();
  }
}
