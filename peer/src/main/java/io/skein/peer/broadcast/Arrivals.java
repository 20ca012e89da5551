package io.skein.peer.broadcast;

import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.BatchStart;
import io.skein.peer.mesh.Frame.Chunk;
import io.skein.peer.mesh.Frame.ChunkSkip;
import io.skein.peer.mesh.Frame.Part;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Offence;
import io.skein.peer.mesh.PartListener;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.PeerId;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Large batches that are on their way here in chunks. The first
 * neighbour that begins one sends it; each chunk is checked and passed on before the next has come.
 * All that is kept counts in one budget: the largest batch for each link, two of them in all.
 */
public final class Arrivals implements PartListener {
  /** A neighbour of which no chunk came for so long is not waited for any more. */
  private static final long STALLED_NANOS = Duration.ofSeconds(5).toNanos();

  /** Then what is here of the batch is forgotten. */
  private static final long FORGET_NANOS = Duration.ofSeconds(20).toNanos();

  /** A batch is told by where it begins. */
  private record Key(OriginLane source, long first) {
    static Key of(BatchStart start) {
      return new Key(start.source(), start.first());
    }
  }

  private final EventLoop loop;
  private final long largest;
  private final Map<Key, Assembly> assemblies = new LinkedHashMap<>();
  private final ChunkCounters counters = new ChunkCounters();
  private @Nullable Listener listener;
  private long bytes;

  /** Told of what happens. */
  interface Listener {
    /** Whether a batch may still enter the log. */
    boolean isNews(BatchHeader header);

    /** Whether its origin made a batch; if not, that is held against the neighbour. */
    boolean isProved(Link link, BatchStart start);

    /** Whether the origin of a batch keeps to the rate that is taken. */
    boolean admits(Link link, BatchStart start);

    /** A batch exists that is news, and that its origin made. */
    void exists(BatchHeader header);

    /**
     * A batch begins that was not seen. Returns whom its chunks are passed on to; they were told of
     * it.
     */
    Set<Link> begins(Link link, BatchStart start);

    /** A neighbour sent a chunk. */
    void comes(Link link);

    /** A neighbour begins what comes over another link or is here. */
    void again(Link link, PeerId origin);

    /** A batch is complete. */
    void complete(Link link, BatchFrame frame, Set<Link> passedOn);

    /** A batch is too large ever to be taken. */
    void tooLarge(BatchHeader header);

    /** A batch crossed more links than any may. */
    void tooFar(BatchHeader header);
  }

  Arrivals(EventLoop loop, long largest) {
    this.loop = loop;
    this.largest = largest;
  }

  /** Whom to tell; to be set before anything arrives. */
  void tell(Listener upper) {
    listener = upper;
  }

  private Listener listener() {
    return Objects.requireNonNull(listener, "arrivals have no listener yet");
  }

  @Override
  public void part(Link link, Part part) {
    switch (part) {
      case BatchStart start when start.hops() > Broadcast.MAX_HOPS ->
          listener().tooFar(start.header());
      case BatchStart start -> start(link, start);
      case Chunk chunk -> chunk(link, chunk);
    }
  }

  private void start(Link link, BatchStart start) {
    Assembly known = assemblies.get(Key.of(start));
    Assembly same = known != null && known.isOf(start) ? known : null;
    if (!listener().isNews(start.header()) || known != null && isComing(known, link)) {
      again(link, start);
    } else if (same != null) {
      same.comesOver(link, loop.nanoTime());
      counters.resumed++;
      skip(link, start, same.firstMissing());
    } else if (!listener().isProved(link, start)) {
      skip(link, start, ChunkSkip.ALL);
    } else if (start.chunks().size() > largest) {
      counters.refused++;
      skip(link, start, ChunkSkip.ALL);
      listener().tooLarge(start.header());
    } else {
      remove(Key.of(start));
      begin(link, start);
    }
  }

  private void again(Link link, BatchStart start) {
    counters.duplicates++;
    listener().again(link, start.source().origin());
    skip(link, start, ChunkSkip.ALL);
  }

  private static void skip(Link link, BatchStart start, int below) {
    if (below > 0) {
      link.sendControl(new ChunkSkip(start.source(), start.first(), below));
    }
  }

  private void begin(Link link, BatchStart start) {
    int size = start.chunks().size();
    if (bytes + size > 2 * largest) {
      dropStalled();
    }
    boolean fits = bytes + size <= 2 * largest && bytesOver(link) + size <= largest;
    if (!fits || !listener().admits(link, start)) {
      counters.refused++;
      skip(link, start, ChunkSkip.ALL);
      if (!fits) {
        listener().exists(start.header());
      }
      return;
    }
    Assembly assembly = new Assembly(start, link, loop.nanoTime());
    assemblies.put(Key.of(start), assembly);
    bytes += size;
    listener().exists(start.header());
    assembly.downstream().addAll(listener().begins(link, start));
  }

  private long bytesOver(Link link) {
    return assemblies.values().stream()
        .filter(assembly -> assembly.source() == link)
        .mapToLong(assembly -> assembly.start().chunks().size())
        .sum();
  }

  /** Whether a batch is on its way, over a link other than this one. */
  private boolean isComing(Assembly assembly, @Nullable Link but) {
    return assembly.source() != null && assembly.source() != but && !isStalled(assembly);
  }

  private boolean isStalled(Assembly assembly) {
    return assembly.source() == null || assembly.idleNanos(loop.nanoTime()) > STALLED_NANOS;
  }

  /** From whom a chunk comes does not matter, if it is the right one. */
  private void chunk(Link link, Chunk chunk) {
    Assembly assembly = assemblies.get(new Key(chunk.source(), chunk.first()));
    if (assembly == null) {
      return;
    }
    if (!assembly.lists(chunk)) {
      wrong(link, assembly, "a chunk is not the one that was listed");
      return;
    }
    listener().comes(link);
    if (assembly.add(chunk, loop.nanoTime())) {
      counters.received++;
      assembly.downstream().removeIf(next -> !next.send(chunk));
      if (assembly.isComplete()) {
        complete(link, assembly);
      }
    }
  }

  private void complete(Link link, Assembly assembly) {
    remove(Key.of(assembly.start()));
    Link source = assembly.source();
    listener().complete(source == null ? link : source, assembly.whole(), assembly.downstream());
  }

  /** Only who began it can be blamed; what others send may have been listed otherwise. */
  private void wrong(Link link, Assembly assembly, String what) {
    if (link == assembly.source()) {
      counters.wrong++;
      remove(Key.of(assembly.start()));
      link.committed(Offence.INVALID_BATCH, what);
    }
  }

  private void remove(Key key) {
    Assembly removed = assemblies.remove(key);
    bytes -= removed == null ? 0 : removed.start().chunks().size();
  }

  @Override
  public void skip(Link link, ChunkSkip skip) {
    Assembly assembly = assemblies.get(new Key(skip.source(), skip.first()));
    if (assembly != null && skip.endsAll(assembly.start().header())) {
      assembly.downstream().remove(link);
    }
  }

  /** Whether the batch that begins a range is on its way and not stalled. */
  boolean isArriving(OriginLane source, long first) {
    Assembly assembly = assemblies.get(new Key(source, first));
    return assembly != null && !isStalled(assembly);
  }

  /** A link is gone. What came over it may go on over another one. */
  void closed(Link link) {
    for (Assembly assembly : assemblies.values()) {
      assembly.downstream().remove(link);
      if (assembly.source() == link) {
        assembly.comesOver(null, loop.nanoTime());
      }
    }
  }

  /** Forgets what nobody goes on sending, or what came another way; to be called now and then. */
  void expire() {
    long now = loop.nanoTime();
    for (Assembly assembly : List.copyOf(assemblies.values())) {
      BatchHeader header = assembly.start().header();
      if (!listener().isNews(header)) {
        remove(Key.of(assembly.start()));
      } else if (assembly.idleNanos(now) > FORGET_NANOS) {
        counters.timedOut++;
        remove(Key.of(assembly.start()));
      }
    }
  }

  private void dropStalled() {
    expire();
    for (Assembly assembly : List.copyOf(assemblies.values())) {
      if (isStalled(assembly)) {
        counters.timedOut++;
        remove(Key.of(assembly.start()));
      }
    }
  }

  /** Bytes of memory that the batches on their way have. */
  public long bytes() {
    return bytes;
  }

  /** Counts since the start. */
  public ChunkCounters counters() {
    return counters;
  }
}
