package io.skein.peer.broadcast;

import com.google.protobuf.ByteString;
import io.skein.peer.log.LogEntry.Contribution;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.runtime.EventLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Confined to the owner thread. Makes batches of what apps publish: what arrives in one burst of
 * reads is grouped by lane and type, up to 16 KiB a batch; there is no linger, a lone message goes
 * at once. Gives out the sequences, without holes.
 */
final class Batcher {
  /** Bytes of messages in a batch, unless one message alone is larger. */
  static final int BATCH_BYTES = 16 << 10;

  private static final int MAX_COUNT = 1 << 16;

  private record Group(Lane lane, MessageType type) {}

  /** What one publisher gave to a batch. */
  record Share(Publisher publisher, int count) {}

  /** A sealed batch in the making. */
  private static final class Open {
    final List<ByteString> messages = new ArrayList<>();
    final List<Share> shares = new ArrayList<>();
    int bytes;
    int count;
  }

  /** Takes sealed batches. */
  interface Sealed {
    void sealed(BatchHeader header, List<ByteString> messages, List<Share> shares);
  }

  private final PeerId self;
  private final long epoch;
  private final EventLoop loop;
  private final Sealed sink;
  private final Map<Group, Open> open = new LinkedHashMap<>();
  private final long[] next = {1, 1, 1};

  Batcher(PeerId self, long epoch, EventLoop loop, Sealed sink) {
    this.self = self;
    this.epoch = epoch;
    this.loop = loop;
    this.sink = sink;
  }

  /**
   * Adds messages in wire form; seals what is full.
   *
   * @param run message fields with their tags, at most 16 KiB or one message
   */
  void add(Publisher publisher, Lane lane, MessageType type, ByteString run, int count) {
    Group group = new Group(lane, type);
    Open full = open.get(group);
    if (full != null && (full.bytes + run.size() > BATCH_BYTES || full.count > MAX_COUNT)) {
      // First out of sight: whoever hears of the sealed one may drain.
      open.remove(group);
      seal(group, full);
    }
    Open batch = open.computeIfAbsent(group, g -> new Open());
    batch.messages.add(run);
    batch.bytes += run.size();
    batch.count += count;
    batch.shares.add(new Share(publisher, count));
  }

  /** Seals everything. */
  void drain() {
    if (!open.isEmpty()) {
      Map<Group, Open> now = new LinkedHashMap<>(open);
      open.clear();
      now.forEach(this::seal);
    }
  }

  /** The sequence of the next message of each lane. */
  List<Long> next() {
    return Arrays.stream(next).boxed().toList();
  }

  /** How much of a batch each app published. */
  static List<Contribution> contributions(List<Batcher.Share> shares) {
    List<Contribution> contributions = new ArrayList<>(shares.size());
    String app = null;
    int count = 0;
    for (Batcher.Share share : shares) {
      if (app != null && !app.equals(share.publisher().app())) {
        contributions.add(new Contribution(app, count));
        count = 0;
      }
      app = share.publisher().app();
      count += share.count();
    }
    if (app != null) {
      contributions.add(new Contribution(app, count));
    }
    return contributions;
  }

  private void seal(Group group, Open batch) {
    long first = next[group.lane().ordinal()];
    next[group.lane().ordinal()] = first + batch.count;
    BatchHeader header =
        new BatchHeader(
            new OriginLane(self, epoch, group.lane()),
            first,
            batch.count,
            group.type(),
            TimeUnit.MILLISECONDS.toMicros(loop.wallMillis()));
    sink.sealed(header, batch.messages, batch.shares);
  }
}
