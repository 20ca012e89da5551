package io.skein.peer.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.grpc.PeerSnapshot.Entry;
import io.skein.peer.model.PeerRecord;
import io.skein.wire.Ed25519Key;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PeerSnapshotTest {
  private static final PeerRecord RECORD = record("net");
  private static final Entry LINKED = new Entry(RECORD, 1_800_000_000_000L);
  private static final Entry NEVER_LINKED = new Entry(record("net"), 0);

  @Test
  void snapshotIsReadBackAsItWas() throws InvalidProtocolBufferException {
    var snapshot = new PeerSnapshot(List.of(LINKED, NEVER_LINKED), 0);

    assertThat(PeerSnapshot.decode(snapshot.encode(), "net")).isEqualTo(snapshot);
  }

  @Test
  void emptyFileHoldsNoPeers() throws InvalidProtocolBufferException {
    assertThat(PeerSnapshot.decode(new byte[0], "net").peers()).isEmpty();
  }

  @Test
  void recordsOfAnotherNetworkAreLeftOut() throws InvalidProtocolBufferException {
    var snapshot = new PeerSnapshot(List.of(new Entry(record("elsewhere"), 1), LINKED), 0);

    assertThat(PeerSnapshot.decode(snapshot.encode(), "net"))
        .isEqualTo(new PeerSnapshot(List.of(LINKED), 0));
  }

  @Test
  void damagedRecordIsCountedAndTheOthersAreRead() throws InvalidProtocolBufferException {
    byte[] bytes = new PeerSnapshot(List.of(LINKED, NEVER_LINKED), 0).encode();
    // Within the first record's key.
    bytes[20] ^= 1;

    assertThat(PeerSnapshot.decode(bytes, "net"))
        .isEqualTo(new PeerSnapshot(List.of(NEVER_LINKED), 1));
  }

  @Test
  void cutOffFileIsNoSnapshot() {
    byte[] bytes = new PeerSnapshot(List.of(LINKED), 0).encode();

    assertThatThrownBy(() -> PeerSnapshot.decode(Arrays.copyOf(bytes, bytes.length - 9), "net"))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  @Test
  void moreThanAHundredPeersAreNotKept() {
    assertThatThrownBy(() -> new PeerSnapshot(Collections.nCopies(101, LINKED), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 100");
  }

  private static PeerRecord record(String network) {
    return RecordCodec.sign(
        new RecordCodec.Claim(
            network, List.of("127.0.0.1:1"), 7, 2, 1, "0.1", false, Set.of(), List.of()),
        Ed25519Key.generate(new SecureRandom()));
  }
}
