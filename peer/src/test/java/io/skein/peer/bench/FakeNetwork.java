package io.skein.peer.bench;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.Gap;
import io.skein.proto.app.v1.Lane;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.PublishStreamResponse;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import io.skein.proto.app.v1.Subscribed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A peer, as far as apps can tell, that hands every batch to all subscribers; thread-safe. */
final class FakeNetwork extends MessagingServiceGrpc.MessagingServiceImplBase
    implements AutoCloseable {
  private final Server server;
  private final UnaryOperator<List<Message>> fault;
  private final List<StreamObserver<SubscribeResponse>> subscribers = new ArrayList<>();
  private long sequence;

  /**
   * @param fault what becomes of the messages of a request on the way
   */
  FakeNetwork(UnaryOperator<List<Message>> fault) throws IOException {
    this.fault = fault;
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = NettyServerBuilder.forAddress(any).addService(this).build().start();
  }

  static FakeNetwork faultless() throws IOException {
    return new FakeNetwork(messages -> messages);
  }

  String app() {
    return "127.0.0.1:" + server.getPort();
  }

  /** Tells all subscribers that so many messages are lost. */
  synchronized void reportLost(long count) {
    Gap gap = Gap.newBuilder().setCount(count).setCountIsExact(true).build();
    send(SubscribeResponse.newBuilder().setGap(gap).build());
  }

  @Override
  public synchronized void subscribe(
      SubscribeRequest request, StreamObserver<SubscribeResponse> responses) {
    subscribers.add(responses);
    Subscribed subscribed = Subscribed.newBuilder().setOverlayReady(true).build();
    responses.onNext(SubscribeResponse.newBuilder().setSubscribed(subscribed).build());
  }

  @Override
  public StreamObserver<PublishStreamRequest> publishStream(
      StreamObserver<PublishStreamResponse> responses) {
    return new StreamObserver<>() {
      private long accepted;

      @Override
      public void onNext(PublishStreamRequest request) {
        deliver(request.getType(), request.getMessagesList());
        accepted += request.getMessagesCount();
        responses.onNext(
            PublishStreamResponse.newBuilder().setAccepted(accepted).setRelayed(accepted).build());
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {
        responses.onCompleted();
      }
    };
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private synchronized void deliver(String type, List<Message> published) {
    List<Message> messages = fault.apply(published);
    BatchHeader header =
        BatchHeader.newBuilder()
            .setLane(Lane.LANE_NORMAL)
            .setFirstSequence(sequence + 1)
            .setCount(messages.size())
            .setType(type)
            .build();
    sequence += published.size();
    MessageBatch batch =
        MessageBatch.newBuilder().setHeader(header).addAllMessages(messages).build();
    send(SubscribeResponse.newBuilder().setBatch(batch).setPosition(sequence).build());
  }

  private void send(SubscribeResponse response) {
    subscribers.forEach(subscriber -> subscriber.onNext(response));
  }
}
