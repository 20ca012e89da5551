package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.bootstrap.BootstrapConfig;
import io.skein.peer.bench.network.FreePorts;
import io.skein.peer.cli.BootstrapOptions;
import io.skein.peer.cli.HttpOptions;
import io.skein.peer.cli.ParsedOptions;
import io.skein.peer.log.LogLimits;
import io.skein.proto.bootstrap.v1.BootstrapServiceGrpc;
import io.skein.proto.bootstrap.v1.RenewRequest;
import io.skein.wire.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bootstrap server that stands alone, with HTTP. */
final class BootstrapProcessTest {
  private static final String ANY = "127.0.0.1:0";

  private static BootstrapProcess start(HostPort listen, String http) throws IOException {
    return BootstrapProcess.start(BootstrapConfig.listeningOn(listen), new HttpOptions(http));
  }

  private static HttpResponse<String> get(BootstrapProcess server, String path) throws Exception {
    URI uri = URI.create("http://" + server.http().orElseThrow() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  @Test
  void metricsShowWhoIsRegisteredAndWhatWasAsked(@TempDir Path directory) throws Exception {
    try (BootstrapProcess server = start(HostPort.parseListen(ANY), ANY);
        LocalPeers peers = new LocalPeers(directory, true)) {
      peers.startAlone(LogLimits.DEFAULT, List.of(server.address()));
      peers.awaitMesh();
      renewWhatIsUnknown(server.address());

      assertThat(get(server, "/metrics").body())
          .contains(
              "skein_registered_peers 1.0\n",
              "skein_bootstrap_calls_answered_total{call=\"Register\"} 1.0\n",
              "skein_bootstrap_calls_refused_total{call=\"Register\"} 0.0\n",
              "skein_bootstrap_calls_answered_total{call=\"Renew\"} 0.0\n",
              "skein_bootstrap_calls_refused_total{call=\"Renew\"} 1.0\n",
              "skein_connections{port=\"bootstrap\"} ",
              "skein_connections_unproved{port=\"bootstrap\"} 0.0\n",
              "skein_connections_refused_total{port=\"bootstrap\"} 0.0\n",
              "skein_connections_displaced_total{port=\"bootstrap\"} 0.0\n",
              "skein_connections{port=\"http\"} 1.0\n",
              "skein_limit{name=\"max_connections\"} 256.0\n",
              "skein_limit{name=\"max_leases\"} 100000.0\n",
              "skein_limit{name=\"max_leases_per_block\"} 64.0\n",
              "skein_log_lines_left_out_total ",
              "jvm_memory_used_bytes");
      assertThat(get(server, "/readyz").body()).contains("\"ready\":true");
    }
  }

  @Test
  void serverTakesAsManyPeersAsItWasTold(@TempDir Path directory) throws Exception {
    BootstrapOptions options =
        ParsedOptions.bootstrap(
            "--insecure", "--listen", ANY, "--http", ANY, "--max-leases", "2", "--lease", "40s");
    try (BootstrapProcess server = BootstrapProcess.start(options);
        LocalPeers peers = new LocalPeers(directory, true)) {
      for (int i = 0; i < 3; i++) {
        peers.startAlone(LogLimits.DEFAULT, List.of(server.address()));
      }

      String refused = "skein_bootstrap_calls_refused_total{call=\"Register\"} ";
      LocalPeers.await(() -> !metrics(server).contains(refused + "0.0\n"));
      LocalPeers.await(() -> metrics(server).contains("skein_registered_peers 2.0\n"));
      assertThat(metrics(server)).contains("skein_limit{name=\"max_leases\"} 2.0\n");
    }
  }

  private static String metrics(BootstrapProcess server) {
    try {
      return get(server, "/metrics").body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void renewWhatIsUnknown(HostPort address) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(address.host(), address.port()).usePlaintext().build();
    try {
      ByteString unknown = ByteString.copyFrom(new byte[16]);
      assertThatThrownBy(
              () ->
                  BootstrapServiceGrpc.newBlockingStub(channel)
                      .renew(RenewRequest.newBuilder().setLeaseId(unknown).build()))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("register again");
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void withoutAnHttpPortTheServerDoesNotStay() throws IOException {
    HostPort listen = new HostPort("127.0.0.1", FreePorts.find());
    try (BootstrapProcess other = start(HostPort.parseListen(ANY), ANY)) {
      String taken = other.http().orElseThrow().toString();
      assertThatThrownBy(() -> start(listen, taken))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("--http");
    }
    try (BootstrapProcess server = start(listen, "off")) {
      assertThat(server.http()).isEmpty();
    }
  }

  @Test
  void closeIsIdempotentAndFreesBothPorts() throws Exception {
    BootstrapProcess server = start(HostPort.parseListen(ANY), ANY);
    HostPort listen = server.address();
    HostPort http = server.http().orElseThrow();
    server.close();
    server.close();
    server.awaitTermination();

    start(listen, http.toString()).close();
  }
}
