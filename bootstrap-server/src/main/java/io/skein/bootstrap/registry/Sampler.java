package io.skein.bootstrap.registry;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Chooses whom to hand out: of some random peers those handed out least of late, and of these those
 * with the fewest links. Looks at no more than 64, so that a sample costs the same in a network of
 * any size. Not thread-safe.
 */
final class Sampler {
  private static final int CANDIDATES = 64;
  private static final Comparator<Lease> LEAST_FIRST =
      Comparator.comparingInt(Lease::handedOut).thenComparingInt(Lease::links);

  private final RandomGenerator random;

  Sampler(RandomGenerator random) {
    this.random = random;
  }

  List<Lease> choose(List<Lease> reachable, int count, ByteString excluded, long nowNanos) {
    List<Lease> candidates = candidates(reachable);
    candidates.removeIf(l -> !l.isLive(nowNanos) || l.registration().peerId().equals(excluded));
    // Sorting is stable: among equals the order stays random.
    candidates.sort(LEAST_FIRST);
    return List.copyOf(candidates.subList(0, Math.min(count, candidates.size())));
  }

  private List<Lease> candidates(List<Lease> reachable) {
    if (reachable.size() <= CANDIDATES) {
      var all = new ArrayList<>(reachable);
      Collections.shuffle(all, Random.from(random));
      return all;
    }
    var picked = new HashSet<Integer>();
    var candidates = new ArrayList<Lease>(CANDIDATES);
    while (candidates.size() < CANDIDATES) {
      int place = random.nextInt(reachable.size());
      if (picked.add(place)) {
        candidates.add(reachable.get(place));
      }
    }
    return candidates;
  }
}
