package io.skein.peer.mesh;

import io.skein.peer.membership.Connector;
import io.skein.peer.membership.LinkEnd;
import io.skein.peer.membership.Membership;
import io.skein.peer.membership.ViewMessage;
import io.skein.peer.mesh.Frame.Goodbye;
import io.skein.peer.mesh.Frame.Hello;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. All links of this peer: opens and accepts them, settles who may
 * stay when two link the same pair, and spreads batches over them.
 */
public final class Mesh {
  private static final String NOT_LISTED =
      "%s is not on the allow-list of this peer, or not any more";

  private final MeshConfig config;
  private final EventLoop loop;
  private final Dialer dialer;
  private final IntFunction<Hello> hello;
  private final LinkWatch watch;
  private final Slots slots = new Slots();
  private final Map<PeerId, Link> established = new LinkedHashMap<>();
  private final Map<Link, PeerId> dialled = new HashMap<>();
  private final Set<Link> links = new LinkedHashSet<>();
  private final Deadlines deadlines;
  private final Conduct conduct;
  private final Cutting cutting = new Cutting();
  private List<Link> toWrite = new ArrayList<>();
  private @Nullable LinkListener listener;
  private @Nullable Membership membership;
  private @Nullable Runnable burst;
  private MeshEvents events = MeshEvents.NONE;
  private long generations;
  private boolean draining;

  /**
   * A mesh without links.
   *
   * @param hello introduces this peer, which has so many links
   */
  public Mesh(MeshConfig config, EventLoop loop, Dialer dialer, IntFunction<Hello> hello) {
    this.config = config;
    this.loop = loop;
    this.dialer = dialer;
    this.hello = hello;
    this.watch = new LinkWatch(this);
    this.deadlines = new Deadlines(loop, this::writeSoon);
    this.conduct = new Conduct(config.conduct(), loop);
    conduct.addListener(this::banish);
  }

  /**
   * Starts to watch the links.
   *
   * @param upper told of everything on the links
   * @param views decides which links there are
   * @param requestBurst asks for {@link #writeAll} after the reads at hand
   */
  public void start(
      LinkListener upper, Membership views, Runnable requestBurst, MeshEvents observer) {
    listener = upper;
    membership = views;
    burst = requestBurst;
    events = observer;
    watch.start();
  }

  /** Takes a stream that another peer opened, or refuses it if its address is banned. */
  public Link accept(LinkTransport transport) {
    Link link = open(transport, Link.Direction.ACCEPTED);
    Refusal refusal = conduct.refusal(Offender.ofRemote(transport.remoteAddress()));
    if (refusal != null) {
      link.close(refusal);
    }
    return link;
  }

  private void banish(Ban ban) {
    for (Link link : allLinks()) {
      if (ban.offender().equals(Conduct.offender(link))) {
        link.close(conduct.refusal(ban));
      }
    }
  }

  /** Makes the links that membership wants. */
  public Connector connector() {
    return new Connecting();
  }

  private final class Connecting implements Connector {
    @Override
    public void dial(PeerRecord target, String address, Duration patience) {
      dialer.dial(
          address,
          transport -> {
            Link link = open(transport, Link.Direction.DIALLED);
            dialled.put(link, target.id());
            loop.schedule(patience, () -> giveUp(link, patience));
            return link;
          });
    }

    @Override
    public boolean isBanned(PeerId id) {
      return conduct.banOf(id) != null;
    }

    @Override
    public boolean mayDial(String address) {
      return dialer.takes(address);
    }

    @Override
    public void unasked(PeerId neighbour) {
      Link link = established.get(neighbour);
      if (link != null) {
        link.committed(Offence.UNASKED, "answers that nobody asked for");
      }
    }

    @Override
    public void disconnect(PeerId neighbour) {
      Link link = established.get(neighbour);
      if (link != null) {
        link.close(DisconnectReason.SURPLUS, "both have more links than they want");
      }
    }

    @Override
    public void send(PeerId neighbour, ViewMessage message) {
      Link link = established.get(neighbour);
      if (link != null) {
        link.sendControl(new Frame.Membership(message));
      }
    }
  }

  private static void giveUp(Link link, Duration patience) {
    if (!link.isEstablished()) {
      link.close(DisconnectReason.UNRESPONSIVE, "no Hello within " + patience.toSeconds() + " s");
    }
  }

  private Link open(LinkTransport transport, Link.Direction direction) {
    Link link = new Link(this, transport, direction, ++generations);
    links.add(link);
    link.sendControl(hello.apply(established.size()));
    return link;
  }

  void hello(Link link, Hello theirs) {
    Refusal refusal = Refusal.of(theirs, config);
    if (refusal == null && theirs.record() != null) {
      refusal = conflict(link, theirs, theirs.record());
    }
    if (refusal != null && refusal.reason() == DisconnectReason.IDENTITY) {
      link.committed(Offence.BAD_IDENTITY, refusal.detail());
    } else if (refusal != null) {
      link.close(refusal);
    }
  }

  private @Nullable Refusal conflict(Link link, Hello theirs, PeerRecord record) {
    if (draining) {
      return new Refusal(DisconnectReason.DRAINING, "this peer is shutting down");
    }
    if (record.id().equals(config.self())) {
      return ownIdentity(theirs);
    }
    Refusal banned = conduct.refusal(new Offender.OfPeer(record.id()));
    if (banned != null) {
      return banned;
    }
    if (!membership().mayLink(record.id())) {
      return new Refusal(DisconnectReason.NOT_ALLOWED, NOT_LISTED.formatted(record.id()));
    }
    Link other = established.get(record.id());
    if (other == null) {
      if (!hasRoom(link, theirs)) {
        return new Refusal(
            DisconnectReason.FULL,
            "this peer has %d links, enough for a network of this size"
                .formatted(established.size()));
      }
    } else if (other.bootNonce() != theirs.bootNonce()) {
      if (!watch.isStale(other)) {
        events.duplicateIdentity(record.id(), link.remoteAddress());
        return new Refusal(
            DisconnectReason.DUPLICATE_IDENTITY,
            "another process with this identity is linked; each peer needs its own --data-dir");
      }
      other.close(DisconnectReason.UNRESPONSIVE, "the peer came back with a new process");
    } else if (isKeptOver(other, link)) {
      return new Refusal(DisconnectReason.DUPLICATE_LINK, "there is a link already");
    } else {
      other.close(DisconnectReason.DUPLICATE_LINK, "replaced by another link");
    }
    establish(link, theirs, record);
    return null;
  }

  /** One that this peer dialled itself is wanted while there is a slot. */
  private boolean hasRoom(Link link, Hello theirs) {
    return link.direction() == Link.Direction.DIALLED
        ? slots.areLeft()
        : membership().admits(theirs.links());
  }

  private Refusal ownIdentity(Hello theirs) {
    if (theirs.bootNonce() == config.bootNonce()) {
      return new Refusal(DisconnectReason.DUPLICATE_LINK, "this is the peer itself");
    }
    events.duplicateIdentity(config.self(), "a link");
    return new Refusal(
        DisconnectReason.DUPLICATE_IDENTITY,
        "both ends have the same identity; each peer needs its own --data-dir");
  }

  /**
   * Of two links of one pair the one stays that the smaller id dialled; of two in one direction the
   * newer.
   */
  private boolean isKeptOver(Link old, Link young) {
    if (old.direction() == young.direction()) {
      return false;
    }
    boolean weAreSmaller = config.self().compareTo(old.remote().id()) < 0;
    return (old.direction() == Link.Direction.DIALLED) == weAreSmaller;
  }

  private void establish(Link link, Hello theirs, PeerRecord record) {
    PeerId target = dialled.remove(link);
    established.put(record.id(), link);
    link.established(record, theirs, slots.take());
    membership().linked(record, record.id().equals(target), theirs.links());
    if (target != null && !target.equals(record.id())) {
      membership()
          .dialEnded(target, LinkEnd.FAILED, "its address answers as " + record.id().shortName());
    }
  }

  void membership(Link link, ViewMessage message) {
    membership().received(link.remote().id(), message);
  }

  void hasLinks(Link link, int count) {
    membership().hasLinks(link.remote().id(), count);
  }

  void writeLater(Link link, long nanos) {
    deadlines.add(link, nanos);
  }

  void synced(Link link) {
    membership().up(link.remote().id());
  }

  void saidGoodbye(Link link, Goodbye goodbye) {
    if (goodbye.reason() == DisconnectReason.DUPLICATE_IDENTITY) {
      events.duplicateIdentity(config.self(), link.remoteAddress());
    }
    PeerId id = link.isEstablished() ? link.remote().id() : dialled.get(link);
    link.close(goodbye.reason(), goodbye.detail());
    if (id != null && goodbye.retryAfterMillis() != 0) {
      membership().retryAfter(id, goodbye.retryAfterMillis());
    }
  }

  void linkClosed(Link link, boolean wasOpen, DisconnectReason reason, String detail) {
    links.remove(link);
    PeerId target = dialled.remove(link);
    String why = reason + (detail.isEmpty() ? "" : ": " + detail);
    if (target != null) {
      membership().dialEnded(target, reason.linkEnd(), why);
    }
    if (!wasOpen) {
      events.refused(link.remoteAddress(), reason, detail);
      return;
    }
    PeerId id = link.remote().id();
    slots.free(link.slot());
    conduct.closed(link);
    if (established.remove(id, link)) {
      membership().ended(id, reason.linkEnd(), why);
      events.closed(id, reason, detail);
    }
    listener().closed(link);
  }

  /** Lets a link write after the reads at hand. */
  public void writeSoon(Link link) {
    if (link.queueToWrite()) {
      toWrite.add(link);
    }
    Objects.requireNonNull(burst, "mesh is not started").run();
  }

  /** Writes what waits on the links that were sent to; to be run after a burst of reads. */
  public void writeAll() {
    if (!toWrite.isEmpty()) {
      List<Link> now = toWrite;
      toWrite = new ArrayList<>();
      now.forEach(Link::writeQueued);
    }
  }

  /** Tells all neighbours that this peer leaves, and ends the links. */
  public void close(DisconnectReason reason, String detail) {
    draining = true;
    watch.close();
    deadlines.close();
    List.copyOf(links).forEach(link -> link.close(reason, detail));
  }

  /** Ends the links to peers that may not be linked any more. */
  public void closeStrangers() {
    for (Link link : List.copyOf(established.values())) {
      PeerId id = link.remote().id();
      if (!membership().mayLink(id)) {
        link.close(DisconnectReason.NOT_ALLOWED, NOT_LISTED.formatted(id));
      }
    }
  }

  /** Takes no further links. */
  public void drain() {
    draining = true;
  }

  /** The link to a peer; null if there is none. */
  public @Nullable Link linkTo(PeerId id) {
    return established.get(id);
  }

  /** Links to neighbours that proved who they are. */
  public Collection<Link> neighbours() {
    return established.values();
  }

  List<Link> allLinks() {
    return new ArrayList<>(links);
  }

  /** Judges what neighbours do wrong. */
  public Misdeeds misdeeds() {
    return conduct;
  }

  /** Penalties and bans. */
  public Conduct conduct() {
    return conduct;
  }

  /** Why the last link or dial to a peer ended; empty if none did, or long ago. */
  public String lastClose(PeerId id) {
    return membership().lastClose(id);
  }

  MeshConfig config() {
    return config;
  }

  Cutting cutting() {
    return cutting;
  }

  EventLoop loop() {
    return loop;
  }

  LinkListener listener() {
    return Objects.requireNonNull(listener, "mesh is not started");
  }

  private Membership membership() {
    return Objects.requireNonNull(membership, "mesh is not started");
  }
}
