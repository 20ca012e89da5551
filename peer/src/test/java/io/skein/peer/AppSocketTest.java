package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.skein.proto.app.v1.GetPeerRequest;
import io.skein.proto.app.v1.PeerServiceGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class AppSocketTest {
  @Test
  void socketFileIsForItsOwnerOnly(@TempDir Path folder) throws IOException {
    Path socket = folder.resolve("app.sock");
    try (Peer peer = start(folder, socket)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
      ManagedChannel channel =
          Grpc.newChannelBuilder("unix://" + socket, InsecureChannelCredentials.create()).build();
      assertThat(
              PeerServiceGrpc.newBlockingStub(channel)
                  .getPeer(GetPeerRequest.getDefaultInstance())
                  .getPeerName())
          .isEqualTo(peer.id().name());
      channel.shutdownNow();
    }
    assertThat(socket).doesNotExist();
  }

  private static Peer start(Path folder, Path socket) throws IOException {
    Peer peer =
        Peer.create(
            PeerConfig.builder()
                .dataDir(folder.resolve("data"))
                .listen("127.0.0.1:0")
                .app("unix:" + socket)
                .build());
    peer.start();
    return peer;
  }
}
