package io.skein.compare.thinmesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ThinMeshFramesTest {
  @Test
  void payloadsComeOutAsTheyWentIn() throws IOException {
    Frame frame = new Frame(300);
    frame.add(payload(1, 16));
    frame.add(payload(2, 300));
    List<byte[]> read = new ArrayList<>();
    Frames.read(
        frame.bytes(),
        frame.used(),
        (bytes, from, length, nanos) -> read.add(Arrays.copyOfRange(bytes, from, from + length)));
    assertThat(read).containsExactly(payload(1, 16), payload(2, 300));
  }

  @Test
  void fullFrameHasNoRoom() {
    Frame frame = new Frame(Frame.BYTES);
    assertThat(frame.hasRoom(Frame.BYTES)).isTrue();
    frame.add(payload(1, Frame.BYTES));
    assertThat(frame.hasRoom(0)).isFalse();
  }

  private static byte[] payload(int fill, int length) {
    byte[] payload = new byte[length];
    Arrays.fill(payload, (byte) fill);
    return payload;
  }
}
