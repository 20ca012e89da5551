package io.skein.peer;

import io.skein.peer.grpc.RecordCodec;
import io.skein.peer.identity.Identity;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.EventLoop;
import io.skein.wire.HostPort;
import io.skein.wire.tls.SeedAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a peer says of itself; signed anew each time it is spread, and before it expires at a
 * bootstrap server. Written on the owner thread, read by any.
 */
final class OwnRecord {
  private static final Duration LIFE = Duration.ofDays(1);
  private static final Duration RENEW = LIFE.dividedBy(2);

  private final PeerConfig config;
  private final Identity identity;
  private final EventLoop loop;
  private final Runnable changed;
  private List<String> addresses = List.of();
  private long revision;
  private volatile @Nullable PeerRecord record;
  private EventLoop.@Nullable Timer timer;

  /**
   * A record that is not made yet.
   *
   * @param changed called when a newer one replaces it because of its age
   */
  OwnRecord(PeerConfig config, Identity identity, EventLoop loop, Runnable changed) {
    this.config = config;
    this.identity = identity;
    this.loop = loop;
    this.changed = changed;
  }

  /** Makes the record of a peer that listens there. */
  void start(HostPort listening) {
    addresses =
        (config.advertise().isEmpty()
                ? List.of(
                    LocalAddresses.advertised(
                        listening, config.bootstrap().stream().map(SeedAddress::address).toList()))
                : config.advertise())
            .stream().map(HostPort::toString).toList();
    renew(false, List.of());
    timer = loop.schedule(RENEW, this::refresh);
  }

  private void refresh() {
    renew(false, get().next());
    timer = loop.schedule(RENEW, this::refresh);
    changed.run();
  }

  /**
   * Makes the next revision.
   *
   * @param leaving whether the peer leaves
   * @param next of each lane the sequence of the next message; empty where that is not told
   */
  PeerRecord renew(boolean leaving, List<Long> next) {
    revision++;
    PeerRecord renewed =
        RecordCodec.sign(
            new RecordCodec.Claim(
                config.network(),
                addresses,
                identity.epoch(),
                revision,
                loop.wallMillis() + LIFE.toMillis(),
                config.version(),
                leaving,
                config.compression().features(),
                next),
            identity.key());
    record = renewed;
    return renewed;
  }

  PeerRecord get() {
    return Objects.requireNonNull(record, "peer is not started");
  }

  /** Whether there is one yet; thread-safe. */
  boolean isMade() {
    return record != null;
  }

  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
