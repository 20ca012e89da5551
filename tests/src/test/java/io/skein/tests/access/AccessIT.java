package io.skein.tests.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.Children;
import io.skein.peer.bench.network.FreePorts;
import io.skein.peer.bench.network.JavaProgram;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import io.skein.tests.process.Await;
import io.skein.tests.process.Repository;
import io.skein.tests.process.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class AccessIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Children children;
  private String app;
  private Path rules;
  private Path tokens;
  private Path secret;

  @BeforeEach
  void makeFiles() throws IOException {
    children = Children.inTemporaryDirectory(program());
    app = "127.0.0.1:" + FreePorts.find();
    rules = Files.writeString(folder.resolve("rules.yaml"), "orders: {subscribe: [orders.>]}\n");
    List<String> made = skein(Map.of(), "token", "orders").lines().toList();
    assertThat(made).hasSize(2);
    secret = Files.writeString(folder.resolve("orders.token"), made.getFirst() + "\n");
    tokens = Files.writeString(folder.resolve("tokens"), made.getLast() + "\n");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void end() {
    children.close();
  }

  @Test
  void hangupSignalReadsTheFilesAgain() throws Exception {
    Child peer = startPeer("--app-tokens", tokens.toString(), "--app-rules", rules.toString());
    ManagedChannel channel =
        Grpc.newChannelBuilder(app, InsecureChannelCredentials.create()).build();
    try {
      Iterator<SubscribeResponse> events = subscribe(channel);

      Files.writeString(rules, "orders:\n  subscribe: [orders..x]\n");
      hangUp(peer);
      awaitLog(peer, "rules.yaml:2: pattern 'orders..x' is wrong at position 7");
      awaitLog(peer, "not reloaded");

      Files.writeString(rules, "orders: {subscribe: [prices.>]}\n");
      hangUp(peer);
      awaitLog(peer, "skein: reloaded");
      assertThat(endOf(events).getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
      assertThat(Files.readString(peer.log())).doesNotContain(Files.readString(secret).strip());
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void reloadCommandReadsTheFilesAgain() throws Exception {
    startPeer("--app-tokens", tokens.toString());
    Map<String, String> withToken = Map.of("SKEIN_APP_TOKEN_FILE", secret.toString());

    skein(withToken, "reload", "--peer", app);
    assertThat(skein(withToken, "status", "--peer", app)).contains("network");

    Files.writeString(tokens, "nobody\n");
    assertThat(
            children.start(
                "reload", List.of("reload", "--peer", app, "--app-token", secret.toString())))
        .satisfies(
            reload -> {
              assertThat(reload.awaitEnd(PATIENCE)).isTrue();
              assertThat(reload.exitStatus()).isOne();
              assertThat(Files.readString(reload.log())).contains("tokens:1: expected the name");
            });
  }

  @Test
  void addressThatOthersReachIsRefusedWithoutAuthentication() throws Exception {
    Child peer =
        children.start(
            "peer", List.of("peer", "--app", "0.0.0.0:0", "--data-dir", folder.toString()));

    assertThat(peer.awaitEnd(PATIENCE)).isTrue();
    assertThat(peer.exitStatus()).isEqualTo(2);
    assertThat(Files.readString(peer.log()))
        .contains("--app 0.0.0.0:0", "--app-tokens FILE", "--app-tls-client-ca");
  }

  private Child startPeer(String... access) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("peer", "--listen", "127.0.0.1:0", "--app", app, "--http", "off"));
    command.addAll(List.of("--data-dir", folder.resolve("data").toString()));
    command.addAll(List.of(access));
    Child peer = children.start("peer", command);
    awaitLog(peer, "apps     " + app);
    return peer;
  }

  private static void awaitLog(Child child, String text) throws Exception {
    Await.until(
        "'" + text + "' in the log",
        PATIENCE,
        child::tail,
        () -> Files.readString(child.log()).contains(text));
  }

  private void hangUp(Child peer) throws IOException {
    Shell.in(folder).run("kill", "-HUP", Long.toString(peer.pid()));
  }

  private Iterator<SubscribeResponse> subscribe(ManagedChannel channel) throws IOException {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + Files.readString(secret).strip());
    Iterator<SubscribeResponse> events =
        MessagingServiceGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .subscribe(SubscribeRequest.newBuilder().addPatterns("orders.>").build());
    assertThat(events.next().hasSubscribed()).isTrue();
    return events;
  }

  private static Status endOf(Iterator<SubscribeResponse> events) {
    StatusRuntimeException end =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> {
              while (events.hasNext()) {
                events.next();
              }
            });
    assertThat(end).isNotNull();
    return end.getStatus();
  }

  private String skein(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Repository.jdkProgram("java").toString(), "-jar", Repository.jar().toString()));
    command.addAll(List.of(arguments));
    return new Shell(folder, environment).run(command.toArray(String[]::new));
  }

  /** Small and quick to start: the processes share the machine with each other. */
  private static JavaProgram program() {
    return new JavaProgram(
        Repository.jdkProgram("java").toString(),
        List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        Repository.jar().toString());
  }
}
