package io.skein.peer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChunkListTest {
  private static ByteString random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {73_729, 98_304, 98_305, 1_000_000})
  void chunksAreTheWholeBatch(int size) {
    ByteString batch = random(size);
    ChunkList chunks = ChunkList.of(batch);
    ByteString all = ByteString.EMPTY;
    for (int i = 0; i < chunks.count(); i++) {
      ByteString data = batch.substring(chunks.offset(i), chunks.offset(i) + chunks.length(i));
      assertThat(chunks.lists(i, data)).isTrue();
      all = all.concat(data);
    }
    assertThat(all).isEqualTo(batch);
    assertThat(chunks.length(0)).isEqualTo(32_768);
  }

  @Test
  void onlyTheRightBytesAtTheRightPlaceAreListed() {
    ByteString batch = random(100_000);
    ChunkList chunks = ChunkList.of(batch);
    ByteString first = batch.substring(0, 32_768);
    assertThat(chunks.lists(1, first)).as("another place").isFalse();
    assertThat(chunks.lists(-1, first)).as("no place").isFalse();
    assertThat(chunks.lists(chunks.count(), first)).as("behind the end").isFalse();
    assertThat(chunks.lists(0, first.substring(1))).as("too short").isFalse();
    byte[] changed = first.toByteArray();
    changed[32_767]++;
    assertThat(chunks.lists(0, ByteString.copyFrom(changed))).as("another byte").isFalse();
  }

  @Test
  void listFitsTheSize() {
    ByteString hashes = ChunkList.of(random(100_000)).hashes();
    assertThatThrownBy(() -> new ChunkList(100_000, hashes.substring(32)))
        .hasMessageContaining("expected 128");
    assertThatThrownBy(() -> new ChunkList(73_728, ByteString.EMPTY))
        .hasMessageContaining("more than 73728");
    assertThatThrownBy(() -> new ChunkList(-1, ByteString.EMPTY))
        .hasMessageContaining("4294967295");
  }
}
