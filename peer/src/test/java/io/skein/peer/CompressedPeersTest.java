package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.skein.peer.compression.CompressionConfig;
import io.skein.peer.compression.Compressor;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Pattern;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.app.v1.MessagingServiceGrpc;
import io.skein.proto.app.v1.MessagingServiceGrpc.MessagingServiceBlockingStub;
import io.skein.proto.app.v1.PublishRequest;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real peers over TLS, of which some compress. */
final class CompressedPeersTest {
  private static final String TEXT = "a line of text that says the same again. ".repeat(1000);

  private LocalPeers peers;

  @BeforeEach
  void start(@TempDir Path directory) {
    peers = new LocalPeers(directory, false);
  }

  @AfterEach
  void stop() {
    peers.close();
  }

  private static CompressionConfig zstd() {
    return new CompressionConfig(
        Compressor.zstd().orElseThrow(), List.of(Pattern.parse("text.>")), 1 << 10);
  }

  @Test
  void appsGetWhatWasPublishedAndLinksCarryLess() throws IOException {
    Peer a = peers.start(zstd());
    Peer b = peers.start(zstd());
    peers.awaitMesh();
    Iterator<SubscribeResponse> subscriber = subscribe(b);

    publish(a, "text.x");
    assertDelivered(subscriber.next().getBatch(), "text.x");
    publish(a, "other");
    assertDelivered(subscriber.next().getBatch(), "other");

    assertThat(read(a, p -> p.core().packing.bytesBefore())).isGreaterThan(TEXT.length());
    assertThat(read(a, p -> p.core().packing.bytesAfter())).isLessThan(TEXT.length() / 50);
    assertThat(read(b, p -> p.core().expansions.count())).isEqualTo(1);
    assertThat(read(b, p -> p.core().log.bytes())).isLessThan(TEXT.length() * 5L / 4);
  }

  @Test
  void peerThatCannotExpandGetsEverythingUncompressed() throws IOException {
    Peer a = peers.start(zstd());
    Peer old = peers.start(CompressionConfig.NONE);
    peers.awaitMesh();
    LocalPeers.await(() -> read(a, p -> p.core().directory.size()) == 1);
    Iterator<SubscribeResponse> subscriber = subscribe(old);

    publish(a, "text.x");
    assertDelivered(subscriber.next().getBatch(), "text.x");

    assertThat(a.internals().record().features()).containsExactly(BatchHeader.ZSTD);
    assertThat(old.internals().record().features()).isEmpty();
    assertThat(read(a, p -> p.core().packing.bytesBefore())).isZero();
  }

  private static long read(Peer peer, ToLongFunction<PeerRuntime> what) {
    PeerRuntime runtime = peer.internals();
    return CompletableFuture.supplyAsync(() -> what.applyAsLong(runtime), runtime.loop()::execute)
        .join();
  }

  private static void assertDelivered(MessageBatch batch, String type) {
    assertThat(batch.getHeader().getType()).isEqualTo(type);
    assertThat(batch.getHeader().getCompressionValue()).isZero();
    assertThat(batch.getHeader().getUncompressedBytes()).isZero();
    assertThat(batch.getCompressedMessages().isEmpty()).isTrue();
    assertThat(batch.getMessagesList())
        .extracting(m -> m.getPayload().toStringUtf8())
        .containsExactly(TEXT);
  }

  private void publish(Peer peer, String type) {
    stub(peer)
        .publish(
            PublishRequest.newBuilder()
                .setType(type)
                .setMessage(Message.newBuilder().setPayload(ByteString.copyFromUtf8(TEXT)))
                .build());
  }

  private Iterator<SubscribeResponse> subscribe(Peer peer) {
    Iterator<SubscribeResponse> all =
        stub(peer).subscribe(SubscribeRequest.newBuilder().addPatterns(">").build());
    assertThat(all.next().hasSubscribed()).isTrue();
    assertThat(all.next().hasCaughtUp()).isTrue();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public SubscribeResponse next() {
        SubscribeResponse next = all.next();
        return next.hasCheckpoint() ? next() : next;
      }
    };
  }

  private MessagingServiceBlockingStub stub(Peer peer) {
    return MessagingServiceGrpc.newBlockingStub(peers.connect(peer))
        .withDeadlineAfter(30, TimeUnit.SECONDS);
  }
}
