package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Keeps as many links as the size of the network asks for: dials
 * while there are fewer, at once when one is lost, and gives some up while there are more. After
 * HyParView (Leitao, Pereira, Rodrigues 2007), with a directory behind the passive view.
 */
final class Views {
  private static final Duration SURPLUS_PAUSE = Duration.ofSeconds(30);
  private static final Duration FULL_PAUSE = Duration.ofSeconds(5);
  private static final long HEALING_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long HINT_NANOS = Duration.ofSeconds(60).toNanos();

  /**
   * In a small network the peer with the greater id waits so long for the other's dial: most
   * simultaneous dials never happen.
   */
  private static final Duration POLITE = Duration.ofMillis(300);

  private final PeerId self;
  private final Directory directory;
  private final Connector connector;
  private final EventLoop loop;
  private final ActiveView active;
  private final PassiveView passive;
  private final LostPeers lost = new LostPeers();
  private final Degrees degrees = new Degrees();
  private final Attempts attempts;
  private final Candidates candidates;
  private final Shedding shedding;
  private final Set<PeerId> dialling = new LinkedHashSet<>();
  private final long createdAtNanos;
  private EventLoop.@Nullable Timer retry;
  private long aloneSinceNanos;
  private int sizeHint;
  private long hintedAtNanos;
  private boolean lookQueued;
  private boolean closed = true;

  Views(Directory directory, Connector connector, EventLoop loop, RandomGenerator random) {
    self = directory.self();
    this.directory = directory;
    this.connector = connector;
    this.loop = loop;
    active = new ActiveView(random);
    passive = new PassiveView(random);
    attempts = new Attempts(loop, random);
    candidates = new Candidates(passive, directory, connector::mayDial, random);
    shedding = new Shedding(active, degrees, random, connector::disconnect);
    createdAtNanos = loop.nanoTime();
    aloneSinceNanos = createdAtNanos;
  }

  ActiveView active() {
    return active;
  }

  PassiveView passive() {
    return passive;
  }

  int target() {
    return degrees.target();
  }

  int max() {
    return degrees.max();
  }

  void start() {
    closed = false;
    directory.all().forEach(record -> introduced(record.id()));
    lookSoon();
  }

  /** Dials nobody any more. */
  void close() {
    closed = true;
    cancelRetry();
  }

  private void cancelRetry() {
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
  }

  /** A peer has become known. */
  void introduced(PeerId id) {
    if (degrees.isSmall() && self.compareTo(id) > 0) {
      attempts.introduce(id, POLITE);
    }
    lookIfHungry();
  }

  /** In a small network each peer that becomes known is one more to link. */
  private void lookIfHungry() {
    if (degrees.isSmall() || active.size() < degrees.target()) {
      lookSoon();
    }
  }

  /** Somebody who knows the whole network says how large it is, with this peer. */
  void sizeHint(int peers) {
    sizeHint = peers;
    hintedAtNanos = loop.nanoTime();
  }

  /** Keeps a peer that somebody told of for when a neighbour is lost. */
  void remember(PeerRecord record) {
    if (isStranger(record.id()) && directory.isCurrent(record)) {
      passive.add(record);
      lookIfHungry();
    }
  }

  private boolean isStranger(PeerId id) {
    return !id.equals(self) && !active.contains(id) && !connector.isBanned(id);
  }

  /** Dials a peer that has just come, if there is room for a link; else remembers it. */
  void meet(PeerRecord record) {
    boolean isDialable = candidates.isFit(record, this::mayDial);
    if (isDialable && active.size() + dialling.size() < degrees.max()) {
      dial(candidates.newest(record));
    } else {
      remember(record);
    }
  }

  /** Whether one that dials in may have a link. */
  boolean admits(int links) {
    return shedding.admits(links);
  }

  /**
   * There is a link.
   *
   * @param dialled whether this peer dialled
   * @param links how many links the other has
   */
  void linked(PeerRecord record, boolean dialled, int links) {
    PeerId id = record.id();
    long now = loop.nanoTime();
    if (dialled) {
      dialling.remove(id);
    }
    passive.remove(id);
    // What was torn apart grows together through this link: it is not the first to go.
    long protectedUntil = lost.remove(id) ? now + HEALING_NANOS : now;
    active.add(new Neighbour(record, dialled, links, now, protectedUntil));
    attempts.linked(id);
    directory.linked(record);
    lookSoon();
  }

  /** A link ended. */
  void ended(PeerId id, LinkEnd end, String why) {
    Neighbour was = active.remove(id);
    if (was == null) {
      return;
    }
    attempts.lost(id, why);
    directory.unlinked(id);
    switch (end) {
      case SURPLUS -> {
        attempts.delay(id, SURPLUS_PAUSE);
        passive.add(was.record());
      }
      case FULL -> {
        attempts.delay(id, FULL_PAUSE);
        passive.add(was.record());
      }
      case LEFT -> left(id);
      case BANNED -> forget(id);
      case FAILED -> lost.add(was.record(), loop.nanoTime());
      case REPLACED -> {}
    }
    if (active.isEmpty()) {
      aloneSinceNanos = loop.nanoTime();
    }
    lookSoon();
  }

  /** A dial ended without a link to the one that was dialled. */
  void dialEnded(PeerId id, LinkEnd end, String why) {
    dialling.remove(id);
    attempts.failed(id, why);
    lookSoon();
    if (active.contains(id)) {
      return;
    }
    switch (end) {
      case FULL -> attempts.delay(id, FULL_PAUSE);
      case SURPLUS -> attempts.delay(id, SURPLUS_PAUSE);
      case LEFT -> left(id);
      case BANNED -> forget(id);
      case FAILED -> {
        PeerRecord record = passive.remove(id);
        if (record != null) {
          lost.addIfRoom(record, loop.nanoTime());
        }
      }
      case REPLACED -> {}
    }
  }

  private void forget(PeerId id) {
    passive.remove(id);
    lost.remove(id);
  }

  private void left(PeerId id) {
    forget(id);
    directory.left(id, "draining");
  }

  /** A peer does not want to be dialled for so long. */
  void retryAfter(PeerId id, Duration pause) {
    attempts.delay(id, pause);
  }

  /** Looks soon whether to dial; often asked for, done once. */
  private void lookSoon() {
    if (!lookQueued && !closed) {
      lookQueued = true;
      loop.execute(this::look);
    }
  }

  /**
   * Once a second: dials what is missing, gives up what is too much. Who is alone and knows nobody
   * else tries those that it lost.
   */
  void tick() {
    look();
    if (active.isEmpty() && dialling.isEmpty()) {
      tryLost();
    }
    shedding.step(loop.nanoTime());
  }

  private void look() {
    lookQueued = false;
    cancelRetry();
    if (closed) {
      return;
    }
    degrees.networkSize(networkSize());
    int room = degrees.parallelDials(active.size()) - dialling.size();
    while (room > 0 && active.size() < degrees.target()) {
      PeerRecord next = candidates.next(this::mayDial);
      if (next == null) {
        retryLater();
        return;
      }
      dial(next);
      room--;
    }
    if (needsOwnLink()) {
      PeerRecord next = candidates.next(this::mayDial);
      if (next != null) {
        dial(next);
      }
    }
  }

  /** How many peers there are, as far as this one knows. */
  int networkSize() {
    boolean hinted = loop.nanoTime() - hintedAtNanos < HINT_NANOS;
    return hinted ? Math.max(sizeHint, directory.networkSize()) : directory.networkSize();
  }

  private boolean needsOwnLink() {
    return !degrees.isSmall()
        && dialling.isEmpty()
        && active.dialled() < Degrees.MIN_DIALLED
        && active.size() < degrees.max();
  }

  private boolean mayDial(PeerId id) {
    return isStranger(id) && !dialling.contains(id) && attempts.isDue(id);
  }

  private void dial(PeerRecord record) {
    dialling.add(record.id());
    connector.dial(record, attempts.address(record, connector::mayDial), degrees.patience());
  }

  private void retryLater() {
    Duration wait = attempts.untilNext();
    if (wait != null) {
      retry = loop.schedule(wait, this::look);
    }
  }

  /** Tries a peer that was lost, however many links there are: it may be across a partition. */
  void tryLost() {
    PeerRecord record = closed ? null : nextLost();
    if (record != null) {
      dial(record);
    }
  }

  private @Nullable PeerRecord nextLost() {
    PeerRecord found =
        lost.next(loop.nanoTime(), record -> candidates.isFit(record, this::mayDial));
    return found == null ? null : candidates.newest(found);
  }

  /**
   * How many known peers that can be dialled were not tried yet, since the last neighbour was lost
   * if there is none.
   */
  long untried() {
    long since = active.isEmpty() ? aloneSinceNanos : createdAtNanos;
    return directory.all().stream()
        .filter(record -> isStranger(record.id()))
        .filter(record -> !attempts.wasTriedSince(record.id(), since))
        .filter(candidates::isDialable)
        .count();
  }

  /** Why the last link or dial to a peer ended; empty if none did, or long ago. */
  String lastClose(PeerId id) {
    return attempts.lastClose(id);
  }
}
