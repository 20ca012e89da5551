package io.skein.peer.simulation;

import io.skein.peer.mesh.Link;
import io.skein.peer.model.PeerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Confined to one thread. The links between living peers at one moment. */
final class LinkGraph {
  private final List<Participant> all;
  private final Map<PeerId, Participant> byId = new HashMap<>();
  private final int[] parent;
  private final int[] size;
  private int minDegree = Integer.MAX_VALUE;
  private int maxDegree;
  private long degrees;
  private int alive;
  private int components;
  private int largest;

  LinkGraph(List<Participant> all) {
    this.all = all;
    parent = new int[all.size()];
    size = new int[all.size()];
    all.forEach(participant -> byId.put(participant.id, participant));
  }

  /** Looks at the network as it is now. */
  void read() {
    alive = 0;
    components = 0;
    minDegree = Integer.MAX_VALUE;
    maxDegree = 0;
    degrees = 0;
    for (int i = 0; i < parent.length; i++) {
      parent[i] = i;
      size[i] = 1;
    }
    for (Participant participant : all) {
      if (participant.isAlive()) {
        alive++;
        components++;
        join(participant);
      }
    }
    largest = largest();
  }

  private void join(Participant participant) {
    int degree = 0;
    for (Link link : participant.process().core.mesh.neighbours()) {
      Participant other = link.isUp() ? byId.get(link.remote().id()) : null;
      if (other != null && other.isAlive() && other.isAt(link)) {
        degree++;
        union(root(participant.index), root(other.index));
      }
    }
    minDegree = Math.min(minDegree, degree);
    maxDegree = Math.max(maxDegree, degree);
    degrees += degree;
  }

  private void union(int a, int b) {
    if (a != b) {
      parent[a] = b;
      size[b] += size[a];
      components--;
    }
  }

  private int root(int of) {
    int root = of;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  private int largest() {
    int best = -1;
    for (Participant participant : all) {
      int root = root(participant.index);
      if (participant.isAlive() && (best < 0 || size[root] > size[best])) {
        best = root;
      }
    }
    return best;
  }

  /** Whether a living peer is in the largest component. */
  boolean isConnected(Participant participant) {
    return participant.isAlive() && root(participant.index) == largest;
  }

  /** Links of living peers that lead to processes that have been dead for so long. */
  int deadNeighbours(long nowNanos, long forNanos) {
    int count = 0;
    for (Participant participant : all) {
      if (participant.isAlive()) {
        for (Link link : participant.process().core.mesh.neighbours()) {
          Participant other = byId.get(link.remote().id());
          count += isLongDead(other, link, nowNanos - forNanos) ? 1 : 0;
        }
      }
    }
    return count;
  }

  private static boolean isLongDead(@Nullable Participant other, Link link, long since) {
    return other != null
        && !other.isAt(link)
        && other.diedAtNanos() > 0
        && other.diedAtNanos() < since;
  }

  int alive() {
    return alive;
  }

  int components() {
    return components;
  }

  int minDegree() {
    return alive == 0 ? 0 : minDegree;
  }

  int maxDegree() {
    return maxDegree;
  }

  double meanDegree() {
    return alive == 0 ? 0 : (double) degrees / alive;
  }
}
