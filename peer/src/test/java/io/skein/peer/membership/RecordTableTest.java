package io.skein.peer.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table does what a map does. */
final class RecordTableTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void tableIsAMap(long seed) {
    Random random = new Random(seed);
    List<PeerRecord> peers = IntStream.range(0, 400).mapToObj(i -> Records.of("p" + i)).toList();
    RecordTable table = new RecordTable();
    Map<PeerId, PeerRecord> map = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      PeerRecord peer = peers.get(random.nextInt(peers.size()));
      boolean grows = i / 2_000 % 2 == 0;
      if (random.nextInt(4) == 0 == grows) {
        assertThat(table.remove(peer.id())).isEqualTo(map.remove(peer.id()));
      } else {
        table.put(peer, i, i % 3 == 0);
        map.put(peer.id(), peer);
        assertThat(table.heard(peer.id())).isEqualTo(i);
        assertThat(table.wasSpread(peer.id())).isEqualTo(i % 3 == 0);
      }
      assertThat(table.size()).isEqualTo(map.size());
    }
    peers.forEach(peer -> assertThat(table.get(peer.id())).isEqualTo(map.get(peer.id())));
    assertThat(table.all(record -> true)).containsExactlyInAnyOrderElementsOf(map.values());
    Set<PeerRecord> drawn = new HashSet<>();
    for (int i = 0; i < 20_000 && !map.isEmpty(); i++) {
      drawn.add(table.any(random));
    }
    assertThat(drawn).containsExactlyInAnyOrderElementsOf(map.values());
  }
}
