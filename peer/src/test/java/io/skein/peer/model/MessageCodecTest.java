package io.skein.peer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages by hand against messages by protobuf's own code. */
final class MessageCodecTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 1 << 20})
  void writtenMessageIsProtobuf(int size) throws InvalidProtocolBufferException {
    byte[] payload = new byte[size + 2];
    new Random(size).nextBytes(payload);
    byte[] headers = MessageCodec.headers(Map.of("name", "välue"));
    byte[] field = new byte[MessageCodec.fieldSize(size, headers.length) + 3];

    int end = MessageCodec.write(field, 3, payload, 1, size, headers);

    assertThat(end).isEqualTo(field.length);
    MessageBatch read = MessageBatch.parseFrom(ByteString.copyFrom(field, 3, end - 3));
    assertThat(read.getMessagesList())
        .containsExactly(
            Message.newBuilder()
                .setPayload(ByteString.copyFrom(payload, 1, size))
                .putHeaders("name", "välue")
                .build());
  }

  @Test
  void headersBeyondTheLimitsAreRefused() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 33; i++) {
      many.put("h" + i, "v");
    }
    assertThatThrownBy(() -> MessageCodec.headers(many)).hasMessageContaining("33 headers");
  }

  @Test
  void cursorFindsWhateverProtobufWrote() throws InvalidProtocolBufferException {
    MessageBatch batch =
        MessageBatch.newBuilder()
            .addMessages(text("plain"))
            .addMessages(Message.getDefaultInstance())
            .addMessages(text("with headers").toBuilder().putHeaders("a", "1").putHeaders("", ""))
            .addMessages(text("of a later version").toBuilder().setUnknownFields(later()))
            .setUnknownFields(later())
            .build();
    ByteString padded = ByteString.copyFromUtf8("xx").concat(batch.toByteString());

    MessageCursor cursor = new MessageCursor(padded.substring(2));

    for (Message message : batch.getMessagesList()) {
      assertThat(cursor.next()).isTrue();
      assertThat(payload(cursor)).isEqualTo(message.getPayload());
      assertThat(cursor.headers()).isEqualTo(message.getHeadersMap());
    }
    assertThat(cursor.next()).isFalse();
  }

  @Test
  void cursorRefusesBytesThatAreNoBatch() {
    ByteString batch = MessageBatch.newBuilder().addMessages(text("whole")).build().toByteString();
    for (int size = 1; size < batch.size(); size++) {
      MessageCursor cursor = new MessageCursor(batch.substring(0, size));
      assertThatThrownBy(cursor::next).isInstanceOf(InvalidProtocolBufferException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void cursorEndsWhateverTheBytesAre(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      for (int j = 0; j < bytes.length; j += 3) {
        bytes[j] = (byte) (random.nextBoolean() ? BatchCodec.MESSAGE_TAG : 2);
      }
      read(new MessageCursor(ByteString.copyFrom(bytes)));
    }
  }

  private static void read(MessageCursor cursor) {
    try {
      while (cursor.next()) {
        assertThat(cursor.payloadEnd()).isGreaterThanOrEqualTo(cursor.payload());
        payload(cursor);
        cursor.headers();
      }
    } catch (InvalidProtocolBufferException e) {
      assertThat(e).hasMessageMatching(".+");
    }
  }

  private static ByteString payload(MessageCursor cursor) {
    return ByteString.copyFrom(
        cursor.bytes().slice(cursor.payload(), cursor.payloadEnd() - cursor.payload()));
  }

  private static Message text(String text) {
    return Message.newBuilder().setPayload(ByteString.copyFromUtf8(text)).build();
  }

  private static UnknownFieldSet later() {
    return UnknownFieldSet.newBuilder()
        .addField(9, UnknownFieldSet.Field.newBuilder().addVarint(300).addFixed64(7).build())
        .build();
  }
}
