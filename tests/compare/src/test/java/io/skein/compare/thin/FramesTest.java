package io.skein.compare.thin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
  @ParameterizedTest
  @ValueSource(ints = {16, 127, 128, 16_383, 16_384, 65_536})
  void frameIsProtobuf(int payloadBytes) throws IOException {
    byte[] frame = Frames.of(2, payloadBytes);
    CodedInputStream in = CodedInputStream.newInstance(frame);
    for (int i = 0; i < 2; i++) {
      assertThat(in.readTag()).isEqualTo(0x0A);
      assertThat(in.readByteArray()).hasSize(payloadBytes);
    }
    assertThat(in.isAtEnd()).isTrue();
  }

  @Test
  void headIsWhatIsNotPayload() {
    assertThat(Frames.of(3, 128)).hasSize(3 * (Frames.headBytes(128) + 128));
  }
}
