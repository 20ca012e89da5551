package io.skein.peer.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Batches;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.Pattern;
import io.skein.proto.app.v1.Compression;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PackingTest {
  private static final OriginLane LANE = Batches.lane("a", 1);
  private static final int KIB = 1024;

  private final Random random = new Random(5);
  private boolean everybodyTakes = true;

  private Packing packing(String pattern, long leastBytes) {
    return new Packing(
        new CompressionConfig(PackedBatches.ZSTD, List.of(Pattern.parse(pattern)), leastBytes),
        () -> everybodyTakes);
  }

  private static Batch text(String type) {
    return Batches.batch(LANE, 5, 3, type, KIB);
  }

  private Batch noise() {
    byte[] bytes = new byte[4 * KIB];
    random.nextBytes(bytes);
    MessageBatch messages =
        MessageBatch.newBuilder()
            .addMessages(Message.newBuilder().setPayload(ByteString.copyFrom(bytes)))
            .build();
    return BatchCodec.encode(
        new BatchHeader(LANE, 1, 1, new MessageType("t"), 1), List.of(messages.toByteString()));
  }

  @Test
  void compressedBatchSaysWhatItHoldsAndIsWhatTheContractSays() throws Exception {
    Packing packing = packing("t", 1);
    Batch plain = text("t");
    Batch packed = packing.apply(plain);

    MessageBatch read = MessageBatch.parseFrom(packed.bytes());
    assertThat(read.getHeader().getCompression()).isEqualTo(Compression.COMPRESSION_ZSTD);
    assertThat(read.getHeader().getCount()).isEqualTo(3);
    assertThat(read.getHeader().getFirstSequence()).isEqualTo(5);
    assertThat(read.getMessagesList()).isEmpty();
    int size = PackedBatches.messages(plain).length;
    assertThat(read.getHeader().getUncompressedBytes()).isEqualTo(size);
    assertThat(packing.bytesBefore()).isEqualTo(size);
    assertThat(packing.bytesAfter()).isEqualTo(read.getCompressedMessages().size());
    assertThat(packed.size()).isLessThan(plain.size() / 10);
    assertThat(BatchCodec.decode(packed.bytes()).header()).isEqualTo(packed.header());
  }

  @Test
  void onlyWishedTypesOfEnoughBytesAreCompressed() {
    Packing packing = packing("log.>", 2 * KIB);
    assertThat(packing.apply(text("log.x")).header().isCompressed()).isTrue();
    Batch other = text("chat");
    Batch small = Batches.batch(LANE, 1, 1, "log.x", KIB);
    assertThat(packing.apply(other)).isSameAs(other);
    assertThat(packing.apply(small)).isSameAs(small);
  }

  @Test
  void batchThatIsLargerThanAnyoneExpandsIsLeftAlone() {
    Batch huge = Batches.batch(LANE, 1, 1, "t", 4 << 20);
    assertThat(packing(">", 1).apply(huge)).isSameAs(huge);
  }

  @Test
  void nothingIsCompressedWhileSomebodyCannotExpandIt() {
    Packing packing = packing(">", 1);
    everybodyTakes = false;
    assertThat(packing.apply(text("t")).header().isCompressed()).isFalse();
    everybodyTakes = true;
    assertThat(packing.apply(text("t")).header().isCompressed()).isTrue();
  }

  @Test
  void typeThatDoesNotShrinkIsTriedLessAndLessOftenUntilItDoes() {
    Packing packing = packing(">", 1);
    for (int i = 0; i < 1000; i++) {
      Batch noise = noise();
      assertThat(packing.apply(noise)).isSameAs(noise);
    }
    assertThat(packing.declined()).isBetween(15L, 25L);

    long tried = 0;
    while (!packing.apply(text("t")).header().isCompressed()) {
      tried++;
    }
    assertThat(tried).isLessThanOrEqualTo(64);
    assertThat(packing.apply(text("t")).header().isCompressed()).isTrue();
    assertThat(packing.apply(text("other")).header().isCompressed()).isTrue();
  }

  @Test
  void withoutWishesTheVeryBatchTravels() {
    Batch plain = text("t");
    assertThat(new Packing(CompressionConfig.NONE, () -> true).apply(plain)).isSameAs(plain);
  }

  @Test
  void wishesWithoutACompressorAreRefused() {
    assertThatThrownBy(() -> new CompressionConfig(null, List.of(Pattern.parse(">")), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
