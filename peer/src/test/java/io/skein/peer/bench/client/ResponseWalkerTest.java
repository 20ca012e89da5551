package io.skein.peer.bench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.Checkpoint;
import io.skein.proto.app.v1.Gap;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.app.v1.SubscribeResponse;
import io.skein.proto.app.v1.Subscribed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ResponseWalkerTest {
  private final Recorder recorder = new Recorder();
  private final ResponseWalker walker = new ResponseWalker(recorder);

  @Test
  void everyMessageOfABatchIsFoundInOrder() {
    walk(batchOf(message("one"), message(""), message("x".repeat(70_000))));

    assertThat(recorder.payloads).containsExactly("one", "", "x".repeat(70_000));
  }

  @Test
  void headersAreFoundBesideThePayload() {
    Message line =
        message("line").toBuilder().putHeaders("demo-seq", "7").putHeaders("other", "no").build();
    walk(batchOf(line, message("without")));

    assertThat(recorder.sequences).containsExactly("7", "none");
  }

  @Test
  void payloadBehindTheHeadersIsFound() {
    byte[] headers = Message.newBuilder().putHeaders("demo-seq", "9").build().toByteArray();
    byte[] payload = message("late").toByteArray();
    WireBytes batch = new WireBytes(16);
    batch.delimited(2, headers.length + payload.length);
    batch.raw(headers, 0, headers.length).raw(payload, 0, payload.length);
    WireBytes response = new WireBytes(16);
    response.delimited(2, batch.length()).raw(batch.array(), 0, batch.length());

    walker.walk(response.array(), response.length());

    assertThat(recorder.payloads).containsExactly("late");
    assertThat(recorder.sequences).containsExactly("9");
  }

  @Test
  void confirmationAndGapsAreReported() {
    walk(SubscribeResponse.newBuilder().setSubscribed(Subscribed.getDefaultInstance()).build());
    walk(SubscribeResponse.newBuilder().setGap(Gap.newBuilder().setCount(5)).build());

    assertThat(recorder.subscribed).isEqualTo(1);
    assertThat(recorder.gaps).extracting(Gap::getCount).containsExactly(5L);
  }

  @Test
  void otherEventsAreIgnored() {
    ByteString token = ByteString.copyFromUtf8("token");
    Checkpoint checkpoint = Checkpoint.newBuilder().setResumeToken(token).build();
    walk(SubscribeResponse.newBuilder().setCheckpoint(checkpoint).build());

    assertThat(recorder.payloads).isEmpty();
  }

  @Test
  void cutOffBatchIsRefused() {
    byte[] whole = batchOf(message("some payload")).toByteArray();
    int positionBytes = 9;
    for (int length = 1; length < whole.length - positionBytes; length++) {
      byte[] cut = Arrays.copyOf(whole, length);

      assertThatThrownBy(() -> walker.walk(cut, cut.length))
          .as("first %s bytes", length)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not valid protobuf");
    }
  }

  private void walk(SubscribeResponse response) {
    byte[] bytes = response.toByteArray();
    walker.walk(bytes, bytes.length);
  }

  private static SubscribeResponse batchOf(Message... messages) {
    BatchHeader header = BatchHeader.newBuilder().setType("t").setCount(messages.length).build();
    MessageBatch batch =
        MessageBatch.newBuilder().setHeader(header).addAllMessages(List.of(messages)).build();
    return SubscribeResponse.newBuilder().setBatch(batch).setPosition(3).build();
  }

  private static Message message(String payload) {
    return Message.newBuilder().setPayload(ByteString.copyFromUtf8(payload)).build();
  }

  private static final class Recorder implements Deliveries {
    private final MessageHeaders headers = new MessageHeaders();
    private final List<String> payloads = new ArrayList<>();
    private final List<String> sequences = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private int subscribed;

    @Override
    public void subscribed() {
      subscribed++;
    }

    @Override
    public void arrived(long nanos) {}

    @Override
    public void message(
        byte[] bytes, int payloadFrom, int payloadTo, int headersFrom, int headersTo) {
      payloads.add(new String(bytes, payloadFrom, payloadTo - payloadFrom, StandardCharsets.UTF_8));
      String sequence = headers.find("demo-seq", bytes, headersFrom, headersTo);
      sequences.add(sequence == null ? "none" : sequence);
    }

    @Override
    public void gap(Gap gap) {
      gaps.add(gap);
    }

    @Override
    public void closed(@Nullable String failure) {}
  }
}
