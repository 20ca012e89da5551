package io.skein.peer.bench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.proto.app.v1.PublishStreamRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestsTest {
  @ParameterizedTest
  @ValueSource(ints = {16, 17, 125, 126, 127, 128, 1_000, 16_384, 65_536})
  void generatedParserReadsMeasuredRequests(int size) throws InvalidProtocolBufferException {
    MeasuredRequests requests = new MeasuredRequests("bench.type", size, 16 << 10);
    for (int i = 0; i < requests.capacity(); i++) {
      requests.stamp(i, 100 + i, 1_000_000 + i);
    }

    PublishStreamRequest parsed = parse(requests.request(requests.capacity()));

    assertThat(parsed.getType()).isEqualTo("bench.type");
    assertThat(parsed.getMessagesCount()).isEqualTo(requests.capacity());
    for (int i = 0; i < requests.capacity(); i++) {
      byte[] payload = parsed.getMessages(i).getPayload().toByteArray();
      assertThat(payload).hasSize(size);
      assertThat(MeasuredRequests.number(payload, 0)).isEqualTo(100 + i);
      assertThat(MeasuredRequests.nanos(payload, 0)).isEqualTo(1_000_000 + i);
    }
  }

  @Test
  void shorterRequestHoldsTheFirstMessages() throws InvalidProtocolBufferException {
    MeasuredRequests requests = new MeasuredRequests("t", 128, 16 << 10);

    assertThat(parse(requests.request(1)).getMessagesCount()).isEqualTo(1);
  }

  @Test
  void payloadWithoutRoomForNumberAndTimeIsRefused() {
    assertThatThrownBy(() -> new MeasuredRequests("t", 15, 1_024))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("payload is 15 bytes, expected at least 16");
  }

  @Test
  void lineIsThePayloadAndHeadersCarryNumberAndTime() throws InvalidProtocolBufferException {
    LineRequest request = new LineRequest("demo.text", 10);
    byte[] text = "first\nsecond".getBytes(StandardCharsets.UTF_8);
    request.add(1, text, 0, 5);
    request.add(2, text, 6, 6);

    PublishStreamRequest parsed = parse(request.sentAt(123_456_789L));

    assertThat(parsed.getType()).isEqualTo("demo.text");
    assertThat(parsed.getMessagesList())
        .extracting(message -> message.getPayload().toStringUtf8())
        .containsExactly("first", "second");
    assertThat(parsed.getMessages(1).getHeadersMap())
        .containsEntry("demo-seq", "2")
        .containsEntry("demo-nanos", "0000000000123456789");
  }

  @Test
  void lineRequestIsFullByCountOrBytes() {
    LineRequest few = new LineRequest("t", 1);
    LineRequest large = new LineRequest("t", 10);
    few.add(1, new byte[0], 0, 0);
    large.add(1, new byte[1_000], 0, 1_000);

    assertThat(few.hasRoom(1_000)).isFalse();
    assertThat(large.hasRoom(1_000)).isFalse();
    assertThat(large.hasRoom(2_000)).isTrue();
  }

  private static PublishStreamRequest parse(PublishBytes request)
      throws InvalidProtocolBufferException {
    return PublishStreamRequest.parseFrom(Arrays.copyOf(request.array(), request.length()));
  }
}
