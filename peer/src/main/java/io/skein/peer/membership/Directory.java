package io.skein.peer.membership;

import com.google.common.primitives.ImmutableLongArray;
import io.skein.peer.membership.ViewMessage.KnownPeer;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.RecordId;
import io.skein.peer.runtime.Backoff;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. All peers known to be alive, by their newest records; this peer is
 * not among them. A peer is forgotten when it said that it leaves, or after three refreshes without
 * a new record unless there is a link to it. Beyond so many peers an even sample is kept.
 */
public final class Directory {
  private static final long MILLIS_A_SECOND = 1_000;

  private static final Duration SWEEP = Duration.ofSeconds(10);

  private final PeerId self;
  private final String network;
  private final int maxRecords;

  /** With fewer records than this share of the most, a sample may grow. */
  private final int roomy;

  private final EventLoop loop;
  private final RandomGenerator random;
  private final RecordTable table = new RecordTable();
  private final DigestBuckets buckets = new DigestBuckets();
  private final Sampling sampling;
  private final SkippedRecords skipped = new SkippedRecords();
  private final Departed departed = new Departed();
  private final Set<PeerId> linked = new HashSet<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final Ticker sweeper;
  private Predicate<PeerId> members = id -> true;
  private long strangers;
  private final long startedAtNanos;

  /** Told of changes; called on the owner thread, may add and remove listeners. */
  public interface Listener {
    /** A peer became known. */
    void joined(PeerRecord record);

    /** A newer record, or another state of the link to the peer. */
    void changed(PeerRecord record);

    /** A peer is gone. */
    void left(PeerRecord record, String reason);
  }

  /**
   * An empty directory; {@link Membership#start} starts its timer.
   *
   * @param self this peer
   * @param epoch its boot number
   * @param network records of other networks are ignored
   * @param maxRecords at most; more than there may be links
   */
  public Directory(
      PeerId self,
      long epoch,
      String network,
      int maxRecords,
      EventLoop loop,
      RandomGenerator random) {
    this.self = self;
    this.network = network;
    this.maxRecords = maxRecords;
    roomy = (int) (maxRecords * 3L / 4);
    this.loop = loop;
    this.random = random;
    sampling = new Sampling(random);
    sweeper = new Ticker(loop, new Backoff(SWEEP, SWEEP, random), () -> SWEEP, this::sweep);
    startedAtNanos = loop.nanoTime();
    buckets.toggle(self, epoch);
  }

  PeerId self() {
    return self;
  }

  void start() {
    sweeper.start();
  }

  void close() {
    sweeper.close();
  }

  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  public void removeListener(Listener listener) {
    listeners.remove(listener);
  }

  /**
   * Takes a record on its way through the network, which its peer has made just now; otherwise as
   * {@link #offer(PeerRecord, long)}.
   *
   * @return whether it is to be passed on: also if another way was quicker to tell what it says, or
   *     those behind this peer might not hear of it; and, once, if a full directory does not keep
   *     it
   */
  public boolean offer(PeerRecord record) {
    return offer(record, 0, true);
  }

  /**
   * Takes a record that came another way, unless a newer one is known, the peer has left since or
   * was not heard of for too long, or it is this peer's own or another network's.
   *
   * @param ageMillis how long ago the peer was last heard of, at least 0
   * @return whether the record told something new
   */
  public boolean offer(PeerRecord record, long ageMillis) {
    return offer(record, ageMillis, false);
  }

  private boolean offer(PeerRecord record, long ageMillis, boolean spread) {
    if (record.id().equals(self)
        || !record.network().equals(network)
        || ageMillis >= lifeMillis()
        || departed.covers(record.number())) {
      return false;
    }
    if (!mayKnow(record.id())) {
      return false;
    }
    PeerRecord known = table.get(record.id());
    if (known != null && known.isNewerThan(record)) {
      return false;
    }
    // A second may be lost to rounding: ages must not shrink on the way from peer to peer.
    int heard = (int) Math.floorDiv(nowMillis() - ageMillis, 1_000L);
    if (record.leaving()) {
      return depart(record);
    }
    return known == null ? add(record, heard, spread) : replace(known, record, heard, spread);
  }

  /** Knows only such peers from now on, and forgets the others; this peer itself does not count. */
  public void restrictTo(Predicate<PeerId> onlyThese) {
    members = onlyThese;
    removeAll(table.all(record -> !members.test(record.id())), "it is not on the allow-list");
  }

  /** Whether a peer may be known; counts those that may not. */
  boolean mayKnow(PeerId id) {
    boolean may = members.test(id);
    if (!may) {
      strangers++;
    }
    return may;
  }

  /** Records and links of peers that may not be known, refused since the start. */
  public long strangers() {
    return strangers;
  }

  /** Whether a record of this number would tell something new. */
  public boolean isNews(RecordId number) {
    PeerRecord known = table.get(number.peer());
    return known != null
        ? number.isNewerThan(known.number())
        : !departed.covers(number) && !skipped.contains(number);
  }

  private boolean depart(PeerRecord record) {
    departed.add(record.number(), loop.nanoTime());
    remove(record.id(), "it left");
    return true;
  }

  private boolean add(PeerRecord record, int heard, boolean spread) {
    if (!sampling.keeps(record.id()) && !linked.contains(record.id())) {
      return skipped.add(record.number());
    }
    table.put(record, heard, spread);
    buckets.toggle(record.id(), record.epoch());
    tell(listener -> listener.joined(record));
    while (table.size() > maxRecords) {
      sampling.shrink();
      removeAll(
          table.all(r -> !sampling.keeps(r.id()) && !linked.contains(r.id())),
          "a sample of the network is kept");
      if (table.get(record.id()) == null) {
        skipped.add(record.number());
      }
    }
    return true;
  }

  /** Takes a record that is as new as the known one at least. */
  private boolean replace(PeerRecord known, PeerRecord record, int heard, boolean spread) {
    boolean newer = record.isNewerThan(known);
    boolean before = !newer && table.wasSpread(record.id());
    table.put(record, Math.max(heard, table.heard(record.id())), spread || before);
    if (record.epoch() != known.epoch()) {
      buckets.toggle(known.id(), known.epoch());
      buckets.toggle(record.id(), record.epoch());
    }
    if (newer) {
      touched(record.id());
    }
    return newer || spread && !before;
  }

  /** There is a link to a peer: it is kept as long as there is. */
  void linked(PeerRecord record) {
    linked.add(record.id());
    offer(record, 0);
    touched(record.id());
  }

  /** The link to a peer is gone, which was heard of until now. */
  void unlinked(PeerId id) {
    linked.remove(id);
    table.hear(id, heardNow());
    touched(id);
  }

  private void sweep() {
    linked.forEach(id -> table.hear(id, heardNow()));
    long lifeSeconds = lifeMillis() / MILLIS_A_SECOND;
    removeAll(
        table.heardBefore(heardNow() - (int) lifeSeconds),
        "not heard of for " + lifeSeconds + " s");
    if (sampling.isOn() && table.size() < roomy) {
      sampling.grow();
    }
  }

  private void removeAll(List<PeerRecord> records, String reason) {
    records.forEach(record -> remove(record.id(), reason));
  }

  /** Tells the listeners that something about a known peer changed. */
  public void touched(PeerId id) {
    PeerRecord record = table.get(id);
    if (record != null) {
      tell(listener -> listener.changed(record));
    }
  }

  /** A peer said on its link that it leaves. */
  void left(PeerId id, String reason) {
    PeerRecord record = table.get(id);
    if (record != null) {
      departed.add(record.number(), loop.nanoTime());
      remove(id, reason);
    }
  }

  private void remove(PeerId id, String reason) {
    PeerRecord record = table.remove(id);
    if (record != null) {
      buckets.toggle(id, record.epoch());
      tell(listener -> listener.left(record, reason));
    }
  }

  private void tell(Consumer<Listener> event) {
    List.copyOf(listeners).forEach(event);
  }

  public @Nullable PeerRecord get(PeerId id) {
    return table.get(id);
  }

  /**
   * Whether a record is one of this network, and of a peer that has not said since that it leaves.
   */
  boolean isCurrent(PeerRecord record) {
    return record.network().equals(network)
        && members.test(record.id())
        && !record.leaving()
        && !departed.covers(record.number());
  }

  public Collection<PeerRecord> all() {
    return table.all(record -> true);
  }

  /** Any peer, each as likely as another; null if none is known. */
  @Nullable PeerRecord any() {
    return table.any(random);
  }

  /** How many records it holds. */
  public int size() {
    return table.size();
  }

  /** How many peers there are, this one too; estimated once there are more than it holds. */
  public int networkSize() {
    return sampling.estimate(table.size()) + 1;
  }

  /** Whether there are more peers than it holds. */
  boolean isSampled() {
    return sampling.isOn();
  }

  private long lifeMillis() {
    return Degrees.lifeMillis(networkSize());
  }

  /** What this peer knows, itself too, in short. */
  public ImmutableLongArray digest() {
    return buckets.digest();
  }

  /**
   * What the directory with another digest may lack: the records of buckets that differ, whole
   * buckets while there are fewer than so many records.
   *
   * @param other empty if it does not have 64 buckets
   */
  public List<KnownPeer> lacking(ImmutableLongArray other, int atMost) {
    if (other.length() != DigestBuckets.COUNT) {
      return List.of();
    }
    List<List<PeerRecord>> byBucket = new ArrayList<>();
    for (int i = 0; i < DigestBuckets.COUNT; i++) {
      byBucket.add(new ArrayList<>());
    }
    table
        .all(record -> buckets.differs(DigestBuckets.of(record.id()), other))
        .forEach(record -> byBucket.get(DigestBuckets.of(record.id())).add(record));
    List<KnownPeer> lacking = new ArrayList<>();
    int start = random.nextInt(DigestBuckets.COUNT);
    for (int i = 0; i < DigestBuckets.COUNT && lacking.size() < atMost; i++) {
      byBucket.get((start + i) % DigestBuckets.COUNT).forEach(r -> lacking.add(aged(r)));
    }
    return lacking.size() > atMost ? lacking.subList(0, atMost) : lacking;
  }

  private KnownPeer aged(PeerRecord record) {
    long age = linked.contains(record.id()) ? 0 : nowMillis() - table.heard(record.id()) * 1_000L;
    return new KnownPeer(record, Math.max(0, age));
  }

  private int heardNow() {
    return (int) (nowMillis() / 1_000);
  }

  private long nowMillis() {
    return (loop.nanoTime() - startedAtNanos) / 1_000_000;
  }
}
