package io.skein.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.core.PeerCore;
import io.skein.peer.grpc.PeerSnapshot;
import io.skein.peer.grpc.PeerSnapshot.Entry;
import io.skein.peer.identity.SnapshotFile;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.model.RecordId;
import io.skein.peer.runtime.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the owner thread. Keeps good peers on the disk, so that a restart finds the network
 * without a bootstrap server. Reading and writing is done by virtual threads, one after the other.
 */
final class GoodPeers {
  private static final Logger log = LoggerFactory.getLogger(Peer.class);
  private static final Duration TICK = Duration.ofSeconds(30);
  private static final Executor DISK = Thread::startVirtualThread;

  private final PeerCore core;
  private final SnapshotFile file;
  private final String network;

  /** Peers that were linked, the last one last. */
  private final LinkedHashMap<PeerId, Entry> linked = new LinkedHashMap<>();

  private volatile CompletableFuture<Void> disk = CompletableFuture.completedFuture(null);
  private Set<RecordId> written = Set.of();
  private EventLoop.@Nullable Timer timer;
  private boolean closed;

  GoodPeers(PeerCore core, SnapshotFile file, String network) {
    this.core = core;
    this.file = file;
    this.network = network;
  }

  /** Reads what an earlier run kept; from then on keeps anew. */
  void start() {
    disk =
        CompletableFuture.supplyAsync(this::read, DISK)
            .thenAccept(found -> core.loop.execute(() -> found(found)));
  }

  private List<Entry> read() {
    try {
      byte[] bytes = file.read().orElse(new byte[0]);
      PeerSnapshot snapshot = PeerSnapshot.decode(bytes, network);
      if (snapshot.damaged() > 0) {
        setAside(snapshot.damaged() + " records are not signed by their peers");
      }
      return snapshot.peers();
    } catch (InvalidProtocolBufferException e) {
      setAside(e.getMessage());
    } catch (IOException e) {
      log.warn("known peers cannot be read, only bootstrap servers help now: {}", e.toString());
    }
    return List.of();
  }

  private void setAside(@Nullable String why) {
    try {
      log.warn("{} is damaged, kept as {}: {}", file, file.setAside(), why);
    } catch (IOException e) {
      log.warn("{} is damaged, and stays until it is replaced: {}", file, e.toString());
    }
  }

  private void found(List<Entry> found) {
    if (closed) {
      return;
    }
    for (Entry peer : found.reversed()) {
      if (peer.lastLinkedMillis() > 0) {
        linked.put(peer.record().id(), peer);
      }
    }
    if (!found.isEmpty()) {
      log.info("{} peers are known from before", found.size());
      core.discovered(found.stream().map(Entry::record).toList(), 0);
    }
    timer = core.loop.schedule(TICK, this::tick);
  }

  private void tick() {
    timer = core.loop.schedule(TICK, this::tick);
    save();
  }

  /** Nothing replaces a list of peers but another one: no peer at all is no reason to forget. */
  private void save() {
    List<Entry> peers = pick();
    Set<RecordId> records =
        peers.stream().map(peer -> peer.record().number()).collect(Collectors.toSet());
    if (peers.isEmpty() || records.equals(written)) {
      return;
    }
    written = records;
    disk = disk.thenRunAsync(() -> write(new PeerSnapshot(peers, 0)), DISK);
  }

  private void write(PeerSnapshot snapshot) {
    try {
      file.write(snapshot.encode());
    } catch (IOException e) {
      log.warn("known peers cannot be kept for the next start: {}", e.toString());
    }
  }

  private List<Entry> pick() {
    long now = core.loop.wallMillis();
    for (Link link : core.mesh.neighbours()) {
      linked.putLast(link.remote().id(), new Entry(link.remote(), now));
    }
    while (linked.size() > PeerSnapshot.MAX_PEERS) {
      linked.pollFirstEntry();
    }
    List<Entry> picked = new ArrayList<>();
    linked.sequencedValues().reversed().forEach(peer -> picked.add(newest(peer)));
    core.directory.all().stream()
        .filter(record -> !linked.containsKey(record.id()) && !record.leaving())
        .limit(PeerSnapshot.MAX_PEERS - picked.size())
        .forEach(record -> picked.add(new Entry(record, 0)));
    return picked;
  }

  private Entry newest(Entry peer) {
    PeerRecord record = core.directory.get(peer.record().id());
    return record == null ? peer : new Entry(record, peer.lastLinkedMillis());
  }

  /** Keeps what is known now, while the links still stand; idempotent. */
  void close() {
    if (timer != null && !closed) {
      timer.cancel();
      save();
    }
    closed = true;
  }

  /** Waits until the disk has everything. To be called on another thread, after the end. */
  void awaitDisk() {
    disk.join();
  }
}
