package io.skein.peer.membership;

import io.skein.peer.membership.ViewMessage.Join;
import io.skein.peer.membership.ViewMessage.JoinWalk;
import io.skein.peer.membership.ViewMessage.ShuffleReply;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Makes newcomers known at random places: each neighbour of the one
 * they came to starts a random walk, whose end dials the newcomer.
 */
final class Joins {
  static final int MAX_HOPS = 6;
  private static final int REMEMBER_AT = 3;

  /** Walks a join: the newcomer dials by itself too, and is not to be flooded with links. */
  private static final int WALKS = 4;

  private static final int ANSWER = 16;

  private final Views views;
  private final Directory directory;
  private final Connector connector;
  private final RandomGenerator random;
  private @Nullable PeerId asked;

  Joins(Views views, Directory directory, Connector connector, RandomGenerator random) {
    this.views = views;
    this.directory = directory;
    this.connector = connector;
    this.random = random;
  }

  /** This peer has its first link. */
  void joinBy(PeerId neighbour) {
    asked = neighbour;
    connector.send(neighbour, new Join());
  }

  /** Whether records from a neighbour answer a join; once. */
  boolean isAnswer(PeerId neighbour) {
    boolean answer = neighbour.equals(asked);
    if (answer) {
      asked = null;
    }
    return answer;
  }

  /** A neighbour asks to be made known; a second time it is not listened to. */
  void join(PeerId neighbour) {
    Neighbour joiner = views.active().get(neighbour);
    if (joiner == null || !joiner.join()) {
      return;
    }
    connector.send(neighbour, new ShuffleReply(0, known(neighbour)));
    List<PeerId> others = new ArrayList<>();
    views.active().all().forEach(other -> others.add(other.record().id()));
    others.remove(neighbour);
    Collections.shuffle(others, random);
    JoinWalk walk = new JoinWalk(joiner.record(), MAX_HOPS);
    others.stream().limit(WALKS).forEach(other -> connector.send(other, walk));
  }

  private List<PeerRecord> known(PeerId except) {
    Map<PeerId, PeerRecord> known = new LinkedHashMap<>();
    views.active().sample(ANSWER / 2).forEach(record -> known.put(record.id(), record));
    views.passive().sample(ANSWER / 2).forEach(record -> known.put(record.id(), record));
    for (int i = 0; i < ANSWER; i++) {
      PeerRecord drawn = directory.any();
      if (drawn != null) {
        known.put(drawn.id(), drawn);
      }
    }
    known.remove(except);
    return known.values().stream().limit(ANSWER).toList();
  }

  /** A walk came by. */
  void walk(PeerId from, JoinWalk walk) {
    PeerRecord joiner = walk.joiner();
    int hops = Math.clamp(walk.hopsToLive(), 0, MAX_HOPS);
    directory.offer(joiner, 0);
    PeerId next = hops == 0 ? null : views.active().any(new HashSet<>(List.of(from, joiner.id())));
    if (next == null) {
      views.meet(joiner);
      return;
    }
    if (hops == REMEMBER_AT) {
      views.remember(joiner);
    }
    connector.send(next, new JoinWalk(joiner, hops - 1));
  }
}
