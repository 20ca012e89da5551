package io.skein.peer.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.skein.peer.model.Batches;
import io.skein.peer.model.OriginLane;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

final class ResumeTokenTest {
  private static ResumeToken sample() {
    Map<OriginLane, Long> next = new HashMap<>();
    for (int i = 1; i < 20; i++) {
      next.put(Batches.lane("peer" + i, i), 1L << i);
    }
    return new ResumeToken(next);
  }

  @Test
  void tokenComesBackAsItWas() {
    assertThat(ResumeToken.decode(sample().encode())).isEqualTo(sample());
    ResumeToken empty = new ResumeToken(Map.of());
    assertThat(ResumeToken.decode(empty.encode())).isEqualTo(empty);
  }

  @Test
  void everyChangedBitIsNoticed() {
    byte[] good = sample().encode().toByteArray();
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> ResumeToken.decode(ByteString.copyFrom(bad)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not one of Skein's");
    }
  }

  @Test
  void everyCutIsNoticed() {
    ByteString good = sample().encode();
    for (int size = 0; size < good.size(); size++) {
      ByteString cut = good.substring(0, size);
      assertThatThrownBy(() -> ResumeToken.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void sequenceZeroWithAGoodChecksumIsRefused() throws IOException {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeUInt32NoTag(1);
    out.writeUInt32NoTag(1);
    out.writeBytesNoTag(Batches.peer("a").bytes());
    out.writeUInt64NoTag(1);
    out.writeUInt32NoTag(2);
    out.writeUInt64NoTag(0);
    out.flush();
    CRC32C crc = new CRC32C();
    crc.update(bytes.toByteString().toByteArray());
    out.writeFixed32NoTag((int) crc.getValue());
    out.flush();
    assertThatThrownBy(() -> ResumeToken.decode(bytes.toByteString()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void laneIsForgottenOnceItsOriginHasStartedTwiceSince() {
    OriginLane old = Batches.lane("a", 1);
    Map<OriginLane, Long> next = new HashMap<>(Map.of(Batches.lane("a", 2), 1L));
    next.put(Batches.lane("b", 3), 1L);
    assertThat(new ResumeToken(next).isForgotten(old)).isFalse();
    next.put(Batches.lane("a", 3), 1L);
    assertThat(new ResumeToken(next).isForgotten(old)).isTrue();
    next.put(old, 1L);
    assertThat(new ResumeToken(next).isForgotten(old)).isFalse();
  }
}
