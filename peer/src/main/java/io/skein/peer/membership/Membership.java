package io.skein.peer.membership;

import io.skein.peer.membership.ViewMessage.DirectoryDigest;
import io.skein.peer.membership.ViewMessage.DirectoryRecords;
import io.skein.peer.membership.ViewMessage.Join;
import io.skein.peer.membership.ViewMessage.JoinWalk;
import io.skein.peer.membership.ViewMessage.Shuffle;
import io.skein.peer.membership.ViewMessage.ShuffleReply;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.Backoff;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Confined to the owner thread. Who is there, and whom this peer is to be linked to: takes what
 * happens on the links and what neighbours tell, and asks for dials, disconnects and messages.
 */
public final class Membership implements Directory.Listener {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration EXCHANGE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  /** The first neighbour may be as new as this peer: another one is asked soon. */
  private static final Duration SECOND_LOOK = Duration.ofSeconds(2);

  /** A seed holds a lease of each peer that it tells of, and the disk is written often. */
  private static final long OUTSIDE_AGE_MILLIS = 60_000;

  private final Directory directory;
  private final EventLoop loop;
  private final Connector connector;
  private final Views views;
  private final Joins joins;
  private final Shuffles shuffles;
  private final DirectorySync sync;
  private final Presence presence;
  private final Ticker syncing;
  private final List<Ticker> tickers;

  /**
   * A membership that is not started.
   *
   * @param record what this peer says of itself
   * @param connector makes links
   * @param announcer spreads this peer's record
   * @param loop the owner thread
   * @param random the only source of chance
   */
  public Membership(
      Directory directory,
      RecordSource record,
      Connector connector,
      Announcer announcer,
      EventLoop loop,
      RandomGenerator random) {
    this.directory = directory;
    this.loop = loop;
    this.connector = connector;
    views = new Views(directory, connector, loop, random);
    joins = new Joins(views, directory, connector, random);
    shuffles = new Shuffles(views, connector, record::record, loop, random);
    sync = new DirectorySync(views.active(), directory, connector, loop);
    presence = new Presence(views::networkSize, record, announcer, loop, random);
    Backoff jitter = new Backoff(TICK, TICK, random);
    syncing = new Ticker(loop, jitter, () -> EXCHANGE, sync::askAny);
    tickers =
        List.of(
            new Ticker(loop, jitter, () -> TICK, views::tick),
            new Ticker(loop, jitter, () -> EXCHANGE, views::tryLost),
            new Ticker(loop, jitter, () -> EXCHANGE, shuffles::begin),
            syncing);
  }

  /** Begins to dial. */
  public void start() {
    loop.checkInLoop();
    directory.addListener(this);
    directory.start();
    tickers.forEach(Ticker::start);
    views.start();
  }

  /** Dials nobody any more; links stay, and what neighbours tell is still listened to. */
  public void drain() {
    views.close();
  }

  /** Spreads that this peer leaves, and ends the timers. Idempotent. */
  public void close() {
    presence.leave();
    views.close();
    tickers.forEach(Ticker::close);
    directory.close();
  }

  /**
   * A seed or the disk told of peers.
   *
   * @param networkSize how many a seed knows, with this one; 0 if nobody says
   */
  public void discovered(Collection<PeerRecord> records, int networkSize) {
    if (networkSize > 0) {
      views.sizeHint(networkSize);
    }
    for (PeerRecord record : records) {
      if (record.addresses().stream().allMatch(connector::mayDial)) {
        directory.offer(record, OUTSIDE_AGE_MILLIS);
        views.remember(record);
      }
    }
  }

  /** This peer's own record has changed. */
  public void recordChanged() {
    presence.changed();
  }

  /**
   * Whether a peer that dials in may have a link; another link may end for it.
   *
   * @param links how many links it has
   */
  public boolean admits(int links) {
    return views.admits(links);
  }

  /** Whether a peer may be a neighbour at all, room or not. */
  public boolean mayLink(PeerId id) {
    return directory.mayKnow(id);
  }

  /**
   * There is a link to a peer that proved who it is, and none was before.
   *
   * @param dialled whether this peer dialled
   * @param links how many links the other had as it said so
   */
  public void linked(PeerRecord record, boolean dialled, int links) {
    views.linked(record, dialled, links);
  }

  /** A neighbour told how many links it has. */
  public void hasLinks(PeerId neighbour, int links) {
    Neighbour known = views.active().get(neighbour);
    if (known != null) {
      known.hasLinks(links);
    }
  }

  /** The link to a neighbour can carry batches from now on; also called again. */
  public void up(PeerId neighbour) {
    Neighbour known = views.active().get(neighbour);
    if (known == null || known.isUp()) {
      return;
    }
    if (!views.active().isAnyUp()) {
      joins.joinBy(neighbour);
      presence.linked();
      syncing.startIn(SECOND_LOOK);
    }
    known.comesUp();
    sync.linked(neighbour);
    directory.touched(neighbour);
  }

  /**
   * The link to a neighbour ended.
   *
   * @param why for people
   */
  public void ended(PeerId neighbour, LinkEnd end, String why) {
    views.ended(neighbour, end, why);
    if (!views.active().isAnyUp()) {
      presence.alone();
    }
  }

  /**
   * A dial ended without a link to the peer that was dialled.
   *
   * @param why for people
   */
  public void dialEnded(PeerId target, LinkEnd end, String why) {
    views.dialEnded(target, end, why);
  }

  /**
   * A peer said when it may be dialled again; at most a day counts.
   *
   * @param millis unsigned
   */
  public void retryAfter(PeerId id, long millis) {
    boolean fits = millis >= 0 && millis < LONGEST_PAUSE.toMillis();
    views.retryAfter(id, fits ? Duration.ofMillis(millis) : LONGEST_PAUSE);
  }

  /** A message came from a neighbour. */
  public void received(PeerId neighbour, ViewMessage message) {
    switch (message) {
      case Join join -> joins.join(neighbour);
      case JoinWalk walk -> joins.walk(neighbour, walk);
      case Shuffle shuffle -> shuffles.shuffle(neighbour, shuffle);
      case ShuffleReply reply when reply.nonce() == 0 -> {
        if (joins.isAnswer(neighbour)) {
          shuffles.merge(reply.records());
        }
      }
      case ShuffleReply reply -> shuffles.reply(reply);
      case DirectoryDigest digest -> sync.digest(neighbour, digest);
      case DirectoryRecords records -> sync.records(neighbour, records);
    }
  }

  /** How many links this peer wants; grows with the known network. */
  public int wantedLinks() {
    return views.target();
  }

  /**
   * How many known peers that can be dialled were not tried yet; if there is no link: since the
   * last one ended.
   */
  public long untried() {
    return views.untried();
  }

  /** Why the last link or dial to a peer ended; empty if none did, or long ago. */
  public String lastClose(PeerId id) {
    return views.lastClose(id);
  }

  @Override
  public void joined(PeerRecord record) {
    views.introduced(record.id());
  }

  @Override
  public void changed(PeerRecord record) {}

  @Override
  public void left(PeerRecord record, String reason) {}
}
