package io.skein.peer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BatchCodecTest {
  private static final OriginLane SOURCE = Batches.lane("a", 7);

  @Test
  void generatedCodeReadsWhatIsEncoded() throws InvalidProtocolBufferException {
    Batch batch = Batches.batch(SOURCE, 5, 3, "chat.room1", 10);
    MessageBatch read = MessageBatch.parseFrom(batch.bytes());
    assertThat(read.getHeader().getOrigin()).isEqualTo(SOURCE.origin().bytes());
    assertThat(read.getHeader().getEpoch()).isEqualTo(7);
    assertThat(read.getHeader().getLaneValue()).isEqualTo(Lane.NORMAL.number());
    assertThat(read.getHeader().getFirstSequence()).isEqualTo(5);
    assertThat(read.getHeader().getCount()).isEqualTo(3);
    assertThat(read.getHeader().getType()).isEqualTo("chat.room1");
    assertThat(read.getMessagesList())
        .extracting(m -> m.getPayload().toStringUtf8().charAt(0))
        .containsExactly('5', '6', '7');
  }

  @Test
  void whatGeneratedCodeWritesIsDecodedUnknownFieldsIncluded() throws Exception {
    Batch batch = Batches.batch(SOURCE, 5, 3, "t", 0);
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    MessageBatch.Builder later = MessageBatch.parseFrom(batch.bytes()).toBuilder();
    later.setUnknownFields(unknown).getHeaderBuilder().setUnknownFields(unknown);
    Batch read = BatchCodec.decode(later.build().toByteString());
    assertThat(read.header()).isEqualTo(batch.header());
    assertThat(MessageBatch.parseFrom(BatchCodec.slice(read, 1, 3).bytes()).getMessagesList())
        .isEqualTo(later.build().getMessagesList().subList(1, 3));
  }

  @Test
  void everySliceHoldsItsMessages() throws InvalidProtocolBufferException {
    Batch batch = Batches.batch(SOURCE, 11, 5, "t", 300);
    var all = MessageBatch.parseFrom(batch.bytes()).getMessagesList();
    for (int from = 0; from < 5; from++) {
      for (int to = from + 1; to <= 5; to++) {
        Batch slice = BatchCodec.slice(batch, from, to);
        assertThat(slice.header().first()).isEqualTo(11 + from);
        assertThat(slice.header().count()).isEqualTo(to - from);
        assertThat(MessageBatch.parseFrom(slice.bytes()).getMessagesList())
            .isEqualTo(all.subList(from, to));
        assertThat(BatchCodec.decode(slice.bytes()).header()).isEqualTo(slice.header());
      }
    }
  }

  @Test
  void batchThatHasFewerMessagesThanItSaysIsNotReadable() throws Exception {
    MessageBatch.Builder liar =
        MessageBatch.parseFrom(Batches.batch(SOURCE, 1, 2, "t", 0).bytes()).toBuilder();
    liar.getHeaderBuilder().setCount(9);
    Batch batch = BatchCodec.decode(liar.build().toByteString());
    assertThatThrownBy(() -> BatchCodec.checkReadable(batch))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("batch has 2 messages, its header says 9");
  }

  @Test
  void batchWhoseLastMessageIsCutShortIsNotReadable() throws Exception {
    Batch whole = Batches.batch(SOURCE, 1, 1, "t", 1_000);
    // A message of 1,008 bytes, of which only the payload of 1,000 is there.
    ByteString head = ByteString.copyFrom(new byte[] {18, (byte) 0xf0, 7, 10, (byte) 0xe8, 7});
    ByteString bytes =
        ByteString.copyFrom(BatchCodec.withRoom(whole.header(), 0))
            .concat(head)
            .concat(ByteString.copyFrom(new byte[1_000]));
    assertThatThrownBy(() -> BatchCodec.checkReadable(new Batch(whole.header(), bytes)))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("cut short");
  }

  @Test
  void headerlessBatchIsRefused() {
    ByteString bytes =
        MessageBatch.newBuilder().addMessages(Message.getDefaultInstance()).build().toByteString();
    assertThatThrownBy(() -> BatchCodec.decode(bytes))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  @Test
  void hostileBytesFailCleanly() {
    Random random = new Random(42);
    byte[] good = Batches.batch(SOURCE, 5, 3, "chat.room1", 10).bytes().toByteArray();
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      decode(ByteString.copyFrom(bad, 0, 1 + random.nextInt(bad.length)));
    }
  }

  /** Either a batch, of which slices can be asked, or the one exception. */
  private static void decode(ByteString bytes) {
    try {
      Batch batch = BatchCodec.decode(bytes);
      BatchCodec.checkReadable(batch);
      if (batch.header().count() > 1) {
        BatchCodec.slice(batch, 1, batch.header().count());
      }
    } catch (InvalidProtocolBufferException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}
