package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.skein.peer.access.AccessConfig;
import io.skein.peer.access.Permissions;
import io.skein.peer.access.Rules;
import io.skein.peer.model.Pattern;
import io.skein.proto.app.v1.GetPeerRequest;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.PeerServiceGrpc;
import io.skein.proto.app.v1.PublishRequest;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.PublishStreamResponse;
import io.skein.proto.app.v1.ReloadRequest;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import io.skein.proto.app.v1.TraceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each refusal of the app API, at a real peer on loopback. */
@Timeout(60)
final class AppAccessTest {
  private static final String ORDERS = "token-of-the-app-orders";
  private static final String BILLING = "token-of-the-app-billing";
  private static final int SUBSCRIPTIONS = 3;
  private static final String WRONG = "token-that-nobody-has";
  private static final Permissions ORDERS_MAY = may("orders.>", "orders.>");

  private LocalPeers peers;
  private Path tokens;
  private ManagedChannel channel;
  private volatile Map<String, Permissions> rules = Map.of("orders", ORDERS_MAY);
  private final List<String> wrongRules = new ArrayList<>();

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    tokens = directory.resolve("tokens");
    Files.writeString(tokens, "orders " + ORDERS + "\nbilling " + BILLING + "\n");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
    peers = new LocalPeers(directory, true);
    AccessConfig access =
        new AccessConfig(
            Optional.of(tokens),
            Optional.empty(),
            Optional.of(
                problems -> {
                  problems.addAll(wrongRules);
                  return new Rules(rules);
                }),
            SUBSCRIPTIONS);
    channel = peers.connect(peers.start(access));
    peers.awaitMesh();
  }

  @AfterEach
  void stop() {
    peers.close();
  }

  @Test
  void callWithoutTokenIsToldWhatToSend() {
    Status status = failureOf(() -> describe(channel));

    assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(status.getDescription()).contains("authorization: Bearer TOKEN", "--app-tokens");
  }

  @Test
  void wrongTokenIsRefusedAndNotRepeated() {
    Status status = failureOf(() -> describe(with("Bearer " + WRONG)));

    assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(status.getDescription())
        .contains("does not know the token", "authorization: Bearer TOKEN")
        .doesNotContain(WRONG);
  }

  @Test
  void tokenWithoutItsSchemeIsNoToken() {
    assertThat(failureOf(() -> describe(with(ORDERS))).getCode())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void everyCallButHealthIsAskedForAToken() throws Exception {
    assertThat(failureOf(() -> publish(channel, "orders.new")).getCode())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(failureOf(() -> subscribe(channel, "orders.>").next()).getCode())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(reflectionStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);

    assertThat(
            HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .hasToString("SERVING");
  }

  @Test
  void appWithItsTokenDoesWhatItsRuleSays() {
    Iterator<SubscribeResponse> events = subscribe(app(ORDERS), "orders.*");
    assertThat(events.next().hasSubscribed()).isTrue();

    publish(app(ORDERS), "orders.new");

    assertThat(batchOf(events).getHeader().getType()).isEqualTo("orders.new");
  }

  @Test
  void publishingAForbiddenTypeNamesTypeAndApp() {
    Status status = failureOf(() -> publish(app(ORDERS), "prices.eu"));

    assertThat(status.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(status.getDescription()).contains("'orders'", "publish", "'prices.eu'");
  }

  @Test
  void appWithoutARuleMayDoNothing() {
    assertThat(failureOf(() -> publish(app(BILLING), "orders.new")).getCode())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(failureOf(() -> subscribe(app(BILLING), "orders.new").next()).getDescription())
        .contains("'billing'", "subscribe", "'orders.new'");
  }

  @Test
  void streamIsCountedUpToTheForbiddenType() throws Exception {
    Answers<PublishStreamResponse> stream = new Answers<>();
    StreamObserver<PublishStreamRequest> requests =
        MessagingServiceGrpc.newStub(app(ORDERS)).publishStream(stream);
    requests.onNext(streamed("orders.new"));
    requests.onNext(streamed(""));
    requests.onNext(streamed("prices.eu"));

    Status status = Status.fromThrowable(stream.ended.get());

    assertThat(status.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(status.getDescription()).contains("'prices.eu'");
    assertThat(accepted(stream)).isEqualTo(2);
  }

  @Test
  void subscriptionThatIsNotCoveredIsDenied() {
    Status status = failureOf(() -> subscribe(app(ORDERS), "orders.>", "*.new").next());

    assertThat(status.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(status.getDescription()).contains("'*.new'", "'orders'");
  }

  @Test
  void traceOfAForbiddenTypeIsDenied() {
    TraceRequest request = TraceRequest.newBuilder().setType("prices.eu").build();

    assertThat(
            failureOf(() -> PeerServiceGrpc.newBlockingStub(app(ORDERS)).trace(request).next())
                .getCode())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void nameOfAnotherAppIsNotTaken() {
    Status status = failureOf(() -> describe(named("billing", app(ORDERS))));

    assertThat(status.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(status.getDescription()).contains("'billing'", "'orders'", "leave skein-app out");
    describe(named("orders", app(ORDERS)));
  }

  @Test
  void reloadEndsSubscriptionsThatLostTheirRight() {
    Iterator<SubscribeResponse> lost = subscribe(app(ORDERS), "orders.>");
    Iterator<SubscribeResponse> kept = subscribe(app(ORDERS), "orders.new");
    lost.next();
    kept.next();
    rules = Map.of("orders", may("orders.>", "orders.*"));

    assertThat(reload()).isEmpty();

    assertThat(failureOf(() -> batchOf(lost)).getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    publish(app(ORDERS), "orders.new");
    assertThat(batchOf(kept).getMessagesCount()).isOne();
  }

  @Test
  void reloadTakesTheRightToPublishFromAnOpenStream() throws Exception {
    Answers<PublishStreamResponse> stream = new Answers<>();
    StreamObserver<PublishStreamRequest> requests =
        MessagingServiceGrpc.newStub(app(ORDERS)).publishStream(stream);
    requests.onNext(streamed("orders.new"));
    LocalPeers.await(() -> accepted(stream) == 1);
    rules = Map.of("orders", may("prices.>", "orders.>"));
    reload();

    requests.onNext(streamed("orders.new"));

    assertThat(Status.fromThrowable(stream.ended.get()).getCode())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(accepted(stream)).isEqualTo(1);
  }

  @Test
  void tokenThatWasTakenAwayEndsItsSubscriptions() throws IOException {
    Iterator<SubscribeResponse> events = subscribe(app(ORDERS), "orders.>");
    events.next();
    Files.writeString(tokens, "orders " + BILLING + "\n");

    assertThat(PeerServiceGrpc.newBlockingStub(app(BILLING)).reload(request()).getProblemsList())
        .isEmpty();

    assertThat(failureOf(() -> batchOf(events)).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(failureOf(() -> describe(app(ORDERS))).getCode())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
    publish(app(BILLING), "orders.new");
  }

  @Test
  void wrongFilesAreAllToldAndChangeNothing() throws IOException {
    Iterator<SubscribeResponse> events = subscribe(app(ORDERS), "orders.>");
    events.next();
    Files.writeString(tokens, "nobody\n");
    wrongRules.add("rules:1: wrong");
    rules = Map.of();

    assertThat(reload()).hasSize(2).contains("rules:1: wrong");

    publish(app(ORDERS), "orders.new");
    assertThat(batchOf(events).getMessagesCount()).isOne();
  }

  @Test
  void appHasAsManySubscriptionsAsItMayAndTakesNoneFromOthers() {
    rules = Map.of("*", ORDERS_MAY);
    reload();
    for (int i = 0; i < SUBSCRIPTIONS; i++) {
      assertThat(subscribe(app(ORDERS), "orders.new").next().hasSubscribed()).isTrue();
    }

    Status status = failureOf(() -> subscribe(app(ORDERS), "orders.new").next());

    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription()).contains("3 subscriptions already");
    assertThat(subscribe(app(BILLING), "orders.new").next().hasSubscribed()).isTrue();
    LocalPeers.await(() -> refused("subscriptions") == 1);
  }

  @Test
  void refusalsAreCounted() {
    long before = refused("unauthenticated");
    failureOf(() -> describe(channel));
    failureOf(() -> publish(app(ORDERS), "prices.eu"));

    LocalPeers.await(() -> refused("unauthenticated") == before + 1 && refused("denied") == 1);
  }

  private long refused(String reason) {
    return peers.first().metrics().stream()
        .filter(source -> source.name().equals("skein_app_calls_refused"))
        .filter(source -> source.label().orElseThrow().value().equals(reason))
        .mapToLong(source -> source.value().getAsLong())
        .sum();
  }

  private List<String> reload() {
    return PeerServiceGrpc.newBlockingStub(app(ORDERS)).reload(request()).getProblemsList();
  }

  private static ReloadRequest request() {
    return ReloadRequest.getDefaultInstance();
  }

  private Status reflectionStatus() throws Exception {
    Answers<ServerReflectionResponse> answers = new Answers<>();
    ServerReflectionGrpc.newStub(channel)
        .serverReflectionInfo(answers)
        .onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    return Status.fromThrowable(answers.ended.get());
  }

  /** What a call answers. */
  private static final class Answers<T> implements StreamObserver<T> {
    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
    private volatile @Nullable T last;

    @Override
    public void onNext(T answer) {
      last = answer;
    }

    @Override
    public void onError(Throwable failure) {
      ended.complete(failure);
    }

    @Override
    public void onCompleted() {
      ended.complete(Status.OK.asException());
    }
  }

  private static long accepted(Answers<PublishStreamResponse> stream) {
    PublishStreamResponse last = stream.last;
    return last == null ? 0 : last.getAccepted();
  }

  private static PublishStreamRequest streamed(String type) {
    return PublishStreamRequest.newBuilder().setType(type).addMessages(message()).build();
  }

  private static Message message() {
    return Message.newBuilder().setPayload(ByteString.copyFromUtf8("x")).build();
  }

  private static void publish(Channel app, String type) {
    MessagingServiceGrpc.newBlockingStub(app)
        .publish(PublishRequest.newBuilder().setType(type).setMessage(message()).build());
  }

  private static Iterator<SubscribeResponse> subscribe(Channel app, String... patterns) {
    return MessagingServiceGrpc.newBlockingStub(app)
        .subscribe(SubscribeRequest.newBuilder().addAllPatterns(List.of(patterns)).build());
  }

  private static MessageBatch batchOf(Iterator<SubscribeResponse> events) {
    SubscribeResponse event = events.next();
    while (!event.hasBatch()) {
      event = events.next();
    }
    return event.getBatch();
  }

  private static void describe(Channel app) {
    PeerServiceGrpc.newBlockingStub(app).getPeer(GetPeerRequest.getDefaultInstance());
  }

  private Channel app(String token) {
    return with("bearer " + token);
  }

  private Channel with(String authorization) {
    return with("authorization", authorization, channel);
  }

  private static Channel named(String app, Channel channel) {
    return with("skein-app", app, channel);
  }

  private static Channel with(String key, String value, Channel channel) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static Status failureOf(Runnable call) {
    StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call::run);
    assertThat(failure).isNotNull();
    return failure.getStatus();
  }

  private static Permissions may(String publish, String subscribe) {
    return new Permissions(
        List.of(Pattern.parse(publish)), List.of(Pattern.parse(subscribe)), false);
  }
}
