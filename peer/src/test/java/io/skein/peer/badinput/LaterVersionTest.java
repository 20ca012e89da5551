package io.skein.peer.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import io.skein.proto.overlay.v1.Frame;
import io.skein.proto.overlay.v1.LinkResponse;
import io.skein.proto.overlay.v1.OverlayServiceGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A peer of a later version publishes: its unknown fields reach neighbours and apps. */
final class LaterVersionTest {
  private static final UnknownFieldSet LATER =
      UnknownFieldSet.newBuilder()
          .addField(
              1000,
              UnknownFieldSet.Field.newBuilder()
                  .addLengthDelimited(ByteString.copyFromUtf8("later"))
                  .build())
          .build();

  private SoloPeer peer;
  private ManagedChannel publisher;
  private ManagedChannel neighbour;
  private ManagedChannel app;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException, InterruptedException {
    peer = SoloPeer.start(directory);
    publisher = SoloPeer.connect(peer.overlay());
    neighbour = SoloPeer.connect(peer.overlay());
    app = SoloPeer.connect(peer.app());
  }

  @AfterEach
  void stop() {
    publisher.shutdownNow();
    neighbour.shutdownNow();
    app.shutdownNow();
    peer.close();
  }

  @Test
  void unknownFieldsOfABatchAreRelayedAndDelivered() throws InvalidProtocolBufferException {
    Iterator<SubscribeResponse> events =
        MessagingServiceGrpc.newBlockingStub(app)
            .withDeadlineAfter(20, TimeUnit.SECONDS)
            .subscribe(SubscribeRequest.newBuilder().addPatterns("strange").build());
    assertThat(events.next().hasSubscribed()).isTrue();
    RawCall from = link(publisher);
    RawCall to = link(neighbour);
    to.send(new Stranger().opening(), Stranger.ping());
    awaitPong(to);
    Stranger later = new Stranger();
    MessageBatch sent =
        MessageBatch.newBuilder()
            .setHeader(later.header().setUnknownFields(LATER))
            .addMessages(
                Message.newBuilder()
                    .setPayload(ByteString.copyFromUtf8("x"))
                    .setUnknownFields(LATER))
            .setUnknownFields(LATER)
            .build();

    from.send(
        later.opening(),
        Stranger.message(
            Frame.newBuilder().setUnknownFields(LATER),
            Frame.newBuilder().setBatch(sent).setUnknownFields(LATER)));

    assertThat(nextBatch(to)).isEqualTo(sent);
    SubscribeResponse event = events.next();
    while (!event.hasBatch()) {
      event = events.next();
    }
    assertThat(event.getBatch()).isEqualTo(sent);
  }

  private static RawCall link(ManagedChannel channel) {
    return new RawCall(channel, OverlayServiceGrpc.getLinkMethod(), new Metadata());
  }

  private static void awaitPong(RawCall link) throws InvalidProtocolBufferException {
    while (LinkResponse.parseFrom(link.answer()).getFramesList().stream()
        .noneMatch(Frame::hasPong)) {
      // Frames before the answer are the peer's own business.
    }
  }

  private static MessageBatch nextBatch(RawCall link) throws InvalidProtocolBufferException {
    while (true) {
      for (Frame frame : LinkResponse.parseFrom(link.answer()).getFramesList()) {
        if (frame.hasBatch()) {
          return frame.getBatch();
        }
      }
    }
  }
}
