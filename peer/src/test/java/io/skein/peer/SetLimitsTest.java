package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.peer.cli.ParsedOptions;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says about limits is what the process keeps to. */
final class SetLimitsTest {
  private static final String ANY = "127.0.0.1:0";

  @TempDir private Path directory;

  private PeerProcess start(String... options) throws IOException {
    List<String> all =
        new ArrayList<>(List.of("--insecure", "--listen", ANY, "--app", ANY, "--http", "off"));
    all.addAll(List.of("--data-dir", directory.resolve("peer").toString()));
    all.addAll(List.of(options));
    return PeerProcess.start(ParsedOptions.peer(all.toArray(String[]::new)));
  }

  @Test
  void peerHasAsManySubscriptionsAsItWasTold() throws IOException {
    try (PeerProcess peer = start("--max-subscriptions", "2")) {
      LocalPeers.await(peer::isReady);
      HostPort app = HostPort.parse(peer.app().toString());
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(app.host(), app.port()).usePlaintext().build();
      assertThat(subscribe(channel).next().hasSubscribed()).isTrue();
      assertThat(subscribe(channel).next().hasSubscribed()).isTrue();

      assertThatThrownBy(() -> subscribe(channel).next())
          .hasMessageContaining(Status.Code.RESOURCE_EXHAUSTED.name())
          .hasMessageContaining("2 subscriptions already");
      channel.shutdownNow();
    }
  }

  private static Iterator<SubscribeResponse> subscribe(ManagedChannel channel) {
    return MessagingServiceGrpc.newBlockingStub(channel)
        .subscribe(SubscribeRequest.newBuilder().addPatterns("t").build());
  }
}
