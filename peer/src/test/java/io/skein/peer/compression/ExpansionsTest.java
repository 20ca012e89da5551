package io.skein.peer.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Batches;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.proto.app.v1.Lane;
import io.skein.proto.app.v1.MessageBatch;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpansionsTest {
  private static final OriginLane LANE = Batches.lane("a", 1);
  private static final Batch PLAIN = Batches.batch(LANE, 1, 10, "t", 1000);
  private static final byte[] MESSAGES = PackedBatches.messages(PLAIN);

  private final Expansions expansions = new Expansions(PackedBatches.ZSTD);

  @Test
  void expandedBatchHasTheBytesThatWereSealed() throws Exception {
    Batch packed = BatchCodec.decode(PackedBatches.pack(PLAIN).bytes());
    assertThat(packed.header().isCompressed()).isTrue();
    Batch expanded = expansions.expanded(packed, 1);
    assertThat(expanded).isEqualTo(PLAIN);
    assertThat(expansions.count()).isEqualTo(1);
    assertThat(expansions.bytes()).isEqualTo(PLAIN.size());
  }

  @Test
  void batchIsExpandedOnceForAllSubscriptions() throws Exception {
    Batch packed = PackedBatches.pack(PLAIN);
    Batch first = expansions.expanded(packed, 1);
    assertThat(expansions.expanded(packed, 1)).isSameAs(first);
    assertThat(expansions.count()).isEqualTo(1);
  }

  @Test
  void whatWasUsedLongestAgoMakesRoom() throws Exception {
    Batch large = Batches.batch(LANE, 1, 1, "t", 1 << 20);
    Batch packed = PackedBatches.pack(large);
    for (int position = 1; position <= 20; position++) {
      expansions.expanded(packed, position);
      expansions.expanded(packed, 1);
      assertThat(expansions.keptBytes()).isLessThanOrEqualTo(Expansions.MAX_BYTES);
    }
    assertThat(expansions.keptBytes()).isGreaterThan(Expansions.MAX_BYTES * 3 / 4);
    assertThat(expansions.count()).isEqualTo(20);
    expansions.expanded(packed, 2);
    assertThat(expansions.count()).isEqualTo(21);
  }

  @Test
  void batchThatIsNotCompressedPassesAsItIs() throws Exception {
    assertThat(new Expansions(null).expanded(PLAIN, 1)).isSameAs(PLAIN);
  }

  static Stream<Arguments> lies() {
    byte[] twoHeaders = PLAIN.bytes().toByteArray();
    byte[] noise = new byte[5000];
    new Random(3).nextBytes(noise);
    int size = MESSAGES.length;
    return Stream.of(
        Arguments.of("fewer messages", PackedBatches.claiming(LANE, 1, 11, size, MESSAGES)),
        Arguments.of("more messages", PackedBatches.claiming(LANE, 1, 9, size, MESSAGES)),
        Arguments.of("fewer bytes", PackedBatches.claiming(LANE, 1, 10, size + 1, MESSAGES)),
        Arguments.of("more bytes", PackedBatches.claiming(LANE, 1, 10, size - 1, MESSAGES)),
        Arguments.of("bomb", PackedBatches.claiming(LANE, 1, 1, 100, new byte[64 << 20])),
        Arguments.of("no messages", PackedBatches.claiming(LANE, 1, 1, 4 << 20, new byte[4 << 20])),
        Arguments.of(
            "a header inside", PackedBatches.claiming(LANE, 1, 10, twoHeaders.length, twoHeaders)),
        Arguments.of(
            "no zstd", PackedBatches.claiming(LANE, 1, 1, 5000, ByteString.copyFrom(noise))),
        Arguments.of("empty", PackedBatches.claiming(LANE, 1, 1, 5000, ByteString.EMPTY)),
        Arguments.of("plain messages", new Batch(PLAIN.header().expandingTo(size), PLAIN.bytes())));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void lieIsNotReadableHoweverOftenItIsAsked(String what, Batch batch) {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> expansions.expanded(batch, 1))
          .as(what)
          .isInstanceOf(InvalidProtocolBufferException.class);
    }
    assertThat(expansions.count()).isZero();
    assertThat(expansions.keptBytes()).isLessThan(1000);
  }

  @Test
  void withoutACompressorACompressedBatchIsNotReadable() {
    assertThatThrownBy(() -> new Expansions(null).expanded(PackedBatches.pack(PLAIN), 1))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  /** A batch whose header says these two things about compression. */
  private static ByteString saying(int compression, int bytes) {
    MessageBatch.Builder batch = MessageBatch.newBuilder();
    batch
        .getHeaderBuilder()
        .setOrigin(LANE.origin().bytes())
        .setEpoch(1)
        .setLane(Lane.LANE_NORMAL)
        .setFirstSequence(1)
        .setCount(1)
        .setType("t")
        .setCompressionValue(compression)
        .setUncompressedBytes(bytes);
    return batch.build().toByteString();
  }

  @ParameterizedTest
  @ValueSource(ints = {(4 << 20) + 1, Integer.MAX_VALUE, -1})
  void batchThatSaysItIsLargerThanTheLargestIsRefusedUnread(int bytes) {
    assertThatThrownBy(() -> BatchCodec.decode(saying(1, bytes)))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("4194304");
    assertThatThrownBy(() -> new BatchHeader(LANE, 1, 1, new MessageType("t"), 1, bytes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "0, 5", "2, 5", "2, 0"})
  void headerWithHalfACompressionOrAnUnknownOneIsRefused(int compression, int bytes) {
    assertThatThrownBy(() -> BatchCodec.decode(saying(compression, bytes)))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("compression");
  }

  @Test
  void damagedBatchIsEitherWholeOrNotReadable() {
    byte[] good = PackedBatches.pack(PLAIN).bytes().toByteArray();
    Random random = new Random(11);
    for (int i = 1; i <= 20_000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        Batch expanded = expansions.expanded(BatchCodec.decode(ByteString.copyFrom(bad)), i);
        assertThat(expanded.header().count()).isPositive();
      } catch (InvalidProtocolBufferException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }
}
