package io.skein.peer.cli;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.Gap;
import io.skein.proto.app.v1.GapReason;
import io.skein.proto.app.v1.Lane;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.app.v1.MessagingServiceGrpc.MessagingServiceImplBase;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.PublishStreamResponse;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Serves the app API on loopback: accepts what is published, and tells subscribers a prepared
 * story.
 */
final class FakeMessaging extends MessagingServiceImplBase
    implements ServerInterceptor, AutoCloseable {
  private static final Metadata.Key<String> APP =
      Metadata.Key.of("skein-app", Metadata.ASCII_STRING_MARSHALLER);

  final List<PublishStreamRequest> published = new CopyOnWriteArrayList<>();
  final List<SubscribeRequest> subscribed = new CopyOnWriteArrayList<>();
  final List<String> apps = new CopyOnWriteArrayList<>();
  final CountDownLatch told = new CountDownLatch(1);

  /** Answers to a subscriber; without an end the call stays open. */
  final List<SubscribeResponse> story = new CopyOnWriteArrayList<>();

  volatile Status end = Status.OK;
  volatile boolean staysOpen;
  volatile boolean relays = true;

  private final Server server;

  FakeMessaging() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .intercept(this)
            .build()
            .start();
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String app = headers.get(APP);
    apps.add(app == null ? "" : app);
    return Contexts.interceptCall(Context.current(), call, headers, next);
  }

  @Override
  public StreamObserver<PublishStreamRequest> publishStream(
      StreamObserver<PublishStreamResponse> responses) {
    return new StreamObserver<>() {
      private long accepted;

      @Override
      public void onNext(PublishStreamRequest request) {
        published.add(request);
        accepted += request.getMessagesCount();
        responses.onNext(
            PublishStreamResponse.newBuilder()
                .setAccepted(accepted)
                .setRelayed(relays ? accepted : 0)
                .build());
      }

      @Override
      public void onError(Throwable cancelled) {}

      @Override
      public void onCompleted() {
        if (relays) {
          finish(responses);
        }
      }
    };
  }

  @Override
  public void subscribe(SubscribeRequest request, StreamObserver<SubscribeResponse> responses) {
    subscribed.add(request);
    story.forEach(responses::onNext);
    told.countDown();
    if (!staysOpen) {
      finish(responses);
    }
  }

  private void finish(StreamObserver<?> responses) {
    if (end.isOk()) {
      responses.onCompleted();
    } else {
      responses.onError(end.asRuntimeException());
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  static SubscribeResponse batch(String type, ByteString... payloads) {
    var batch =
        MessageBatch.newBuilder()
            .setHeader(
                BatchHeader.newBuilder()
                    .setType(type)
                    .setOrigin(ByteString.copyFrom(new byte[32]))
                    .setEpoch(5)
                    .setLane(Lane.LANE_NORMAL)
                    .setFirstSequence(7)
                    .setCount(payloads.length));
    for (ByteString payload : payloads) {
      batch.addMessages(Message.newBuilder().setPayload(payload).putHeaders("k", "v"));
    }
    return SubscribeResponse.newBuilder().setBatch(batch).build();
  }

  static SubscribeResponse gap(long count) {
    return SubscribeResponse.newBuilder()
        .setGap(
            Gap.newBuilder()
                .setCount(count)
                .setCountIsExact(true)
                .setReason(GapReason.GAP_REASON_EVICTED))
        .build();
  }

  static SubscribeResponse checkpoint(String token) {
    SubscribeResponse.Builder response = SubscribeResponse.newBuilder();
    response.getCheckpointBuilder().setResumeToken(ByteString.copyFromUtf8(token));
    return response.build();
  }
}
