package io.skein.peer.broadcast;

import io.skein.peer.mesh.Frame.OverRate;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.PeerId;
import io.skein.peer.runtime.EventLoop;
import io.skein.peer.runtime.TokenBucket;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the owner thread. Keeps origins to their rate, this peer too; tells those that are
 * neighbours, and remembers what neighbours told this peer of its own.
 */
public final class Throttling {
  private static final Logger log = LoggerFactory.getLogger(Throttling.class);
  private static final long REMEMBERED_NANOS = Duration.ofMinutes(1).toNanos();

  /** Less than others take of this peer, so that what is bunched on the way fits too. */
  private static final double OWN_SHARE = 15.0 / 16;

  private final OriginRates rates;
  private final TokenBucket own;
  private final EventLoop loop;
  private long refused;
  private long refusedByOthers;
  private String complaint = "";
  private long complainedNanos;

  Throttling(long bytesPerSecond, EventLoop loop) {
    rates = new OriginRates(bytesPerSecond);
    this.loop = loop;
    double share = Math.max(1, bytesPerSecond * OWN_SHARE);
    own = new TokenBucket(share, share, loop.nanoTime());
  }

  /** This peer published so much. */
  void published(int bytes) {
    own.spend(bytes, loop.nanoTime());
  }

  /** Whether publishers at this peer are to wait, so that it keeps to the rate itself. */
  public boolean holdsBack() {
    return own.isSpent(loop.nanoTime());
  }

  /** Whether a batch that is not here yet is taken. */
  boolean admits(Link link, BatchHeader header, int bytes) {
    PeerId origin = header.source().origin();
    long now = loop.nanoTime();
    if (rates.admits(origin, bytes, header.count(), now)) {
      return true;
    }
    refused += header.count();
    if (link.remote().id().equals(origin)) {
      long messages = rates.toTell(origin, now);
      if (messages > 0) {
        link.sendControl(new OverRate(rates.bytesPerSecond(), messages));
      }
    }
    return false;
  }

  /** A neighbour did not take all that this peer published. */
  void told(Link link, OverRate notice) {
    boolean isNews = complaint().isEmpty();
    refusedByOthers += notice.messages();
    complainedNanos = loop.nanoTime();
    complaint =
        "peer %s takes %d bytes a second of what is published here, and left out %d messages"
            .formatted(link.remote().id(), notice.bytesPerSecond(), notice.messages());
    if (isNews) {
      log.warn("{}; publish less, or see --origin-rate there", complaint);
    }
  }

  /** What a neighbour said within the last minute of this peer's own rate; empty if nothing. */
  public Optional<String> complaint() {
    boolean isRecent = !complaint.isEmpty() && loop.nanoTime() - complainedNanos < REMEMBERED_NANOS;
    return isRecent ? Optional.of(complaint) : Optional.empty();
  }

  /** Messages of others not taken here since the start, each time that they came. */
  public long refused() {
    return refused;
  }

  /** Messages published here that neighbours said they did not take. */
  public long refusedByOthers() {
    return refusedByOthers;
  }
}
