package io.skein.peer.mesh;

import io.skein.peer.model.PeerId;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Judges what neighbours do wrong: adds up penalties that fade, and
 * bans at a threshold, each time for twice as long. Knows no links but those that it is told of.
 */
public final class Conduct implements Misdeeds {
  private final ConductConfig config;
  private final EventLoop loop;
  private final Penalties penalties;
  private final Bans bans;
  private final List<BanListener> listeners = new CopyOnWriteArrayList<>();
  private long offences;
  private long imposed;
  private long dropped;

  Conduct(ConductConfig config, EventLoop loop) {
    this.config = config;
    this.loop = loop;
    penalties = new Penalties(config.halfLife());
    bans = new Bans(config);
  }

  public void addListener(BanListener listener) {
    listeners.add(listener);
  }

  public void removeListener(BanListener listener) {
    listeners.remove(listener);
  }

  /** What a new link may be sent. */
  ControlBudget budget(Link link) {
    ControlBudget.Excess excess =
        new ControlBudget.Excess() {
          @Override
          public void dropped(int count) {
            dropped += count;
          }

          @Override
          public void flood() {
            link.committed(Offence.FLOOD, "more control frames than a link may carry");
          }
        };
    return new ControlBudget(config, excess, loop.nanoTime());
  }

  @Override
  public void committed(Link link, Offence offence, String detail) {
    Offender offender = offender(link);
    boolean isBanned = offender != null && blame(offender, offence, detail) != null;
    DisconnectReason end = offence.ends();
    if (!isBanned && end != null) {
      link.close(end, detail);
    }
  }

  @Override
  public void closed(Link link) {}

  /** Who dialled this peer and did not introduce itself is known by its address only. */
  static @Nullable Offender offender(Link link) {
    if (link.isEstablished()) {
      return new Offender.OfPeer(link.remote().id());
    }
    return link.direction() == Link.Direction.ACCEPTED
        ? Offender.ofRemote(link.remoteAddress())
        : null;
  }

  /** Adds to a penalty; returns the ban that follows from it, null if none does. */
  @Nullable Ban blame(Offender offender, Offence offence, String detail) {
    long now = loop.nanoTime();
    offences++;
    if (bans.of(offender, now) != null
        || penalties.add(offender, offence.weight(), now) < config.threshold()) {
      return null;
    }
    penalties.clear(offender);
    return tell(bans.impose(offender, offence.text() + ": " + detail, now));
  }

  /** Bans somebody as a person wishes, in place of an earlier ban. */
  public Ban impose(Offender offender, Duration duration, String reason) {
    return tell(bans.impose(offender, duration, reason, loop.nanoTime()));
  }

  private Ban tell(Ban ban) {
    imposed++;
    expect(ban);
    listeners.forEach(listener -> listener.banned(ban));
    return ban;
  }

  private void expect(Ban ban) {
    loop.schedule(ban.remaining(loop.nanoTime()), () -> expired(ban));
  }

  private void expired(Ban ban) {
    if (bans.isLatest(ban)) {
      listeners.forEach(listener -> listener.lifted(ban, "its time is over"));
    }
  }

  /** Takes a ban of an earlier run, without telling anybody. */
  public void restore(Ban ban) {
    expect(bans.put(ban));
  }

  /** Ends a ban and forgets all earlier ones; false if there was none. */
  public boolean lift(Offender offender) {
    penalties.clear(offender);
    Ban ban = bans.lift(offender, loop.nanoTime());
    if (ban != null) {
      listeners.forEach(listener -> listener.lifted(ban, "lifted by hand"));
    }
    return ban != null;
  }

  /** The ban of a peer that lasts now; null if there is none. */
  public @Nullable Ban banOf(PeerId id) {
    return bans.of(new Offender.OfPeer(id), loop.nanoTime());
  }

  /** Why a stream from an address, or a peer, is refused; null if it is not. */
  @Nullable Refusal refusal(@Nullable Offender offender) {
    Ban ban = offender == null ? null : bans.of(offender, loop.nanoTime());
    return ban == null ? null : refusal(ban);
  }

  /** What one that is banned is told: why, and until when. */
  Refusal refusal(Ban ban) {
    long millis = ban.remaining(loop.nanoTime()).toMillis() + 1;
    Instant until =
        Instant.ofEpochMilli(loop.wallMillis() + millis).truncatedTo(ChronoUnit.SECONDS);
    return new Refusal(
        DisconnectReason.BANNED, "banned until %s: %s".formatted(until, ban.reason()), millis);
  }

  /** Bans that last, the oldest first. */
  public List<Ban> bans() {
    return bans.lasting(loop.nanoTime());
  }

  /** Penalty of a peer, from 0 to below the threshold. */
  public double penalty(PeerId id) {
    return penalties.of(new Offender.OfPeer(id), loop.nanoTime());
  }

  /** Offences since the start. */
  public long offences() {
    return offences;
  }

  /** Bans imposed since the start. */
  public long imposed() {
    return imposed;
  }

  /** Control frames that were not read since the start: over a budget of their link. */
  public long framesDropped() {
    return dropped;
  }
}
