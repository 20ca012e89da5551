package io.skein.peer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
  @Test
  void linesComeWithoutTheirEnds() throws IOException {
    assertThat(read("one\n\nthree\r\nlast")).containsExactly("one", "", "three\r", "last");
  }

  @Test
  void nothingHasNoLines() throws IOException {
    assertThat(read("")).isEmpty();
  }

  @Test
  void lineOverManyBlocksIsOne() throws IOException {
    String line = "x".repeat(200_000);

    assertThat(read(line + "\nnext\n")).containsExactly(line, "next");
  }

  @Test
  void lineAboveTheLimitIsCut() throws IOException {
    String piece = "y".repeat(LineReader.MAX_PIECE_BYTES);

    assertThat(read(piece + piece + "z\n")).containsExactly(piece, piece, "z");
  }

  private static List<String> read(String text) throws IOException {
    LineReader reader =
        new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    List<String> lines = new ArrayList<>();
    while (reader.next()) {
      lines.add(new String(reader.bytes(), 0, reader.length(), StandardCharsets.UTF_8));
    }
    return lines;
  }
}
