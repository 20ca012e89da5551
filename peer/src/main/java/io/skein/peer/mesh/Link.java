package io.skein.peer.mesh;

import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.Cargo;
import io.skein.peer.mesh.Frame.ChunkSkip;
import io.skein.peer.mesh.Frame.Goodbye;
import io.skein.peer.mesh.Frame.Hello;
import io.skein.peer.mesh.Frame.Part;
import io.skein.peer.model.Batch;
import io.skein.peer.model.Lane;
import io.skein.peer.model.PeerRecord;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. One stream to a neighbour: dispatches what arrives, and writes what
 * waits whenever the stream is ready. Its generation tells it from earlier and later links to the
 * same peer.
 */
public final class Link {
  /** Which side opened a link. */
  public enum Direction {
    DIALLED,
    ACCEPTED
  }

  private enum State {
    AWAIT_HELLO,
    AWAIT_WATERMARKS,
    UP,
    CLOSED
  }

  private final Mesh mesh;
  private final LinkTransport transport;
  private final Direction direction;
  private final long generation;
  private final long openedAtNanos;
  private final Outbox outbox;
  private final LinkPulse pulse;
  private final Acknowledgements acks;
  private final ControlBudget budget;

  private State state = State.AWAIT_HELLO;
  private @Nullable PeerRecord remote;
  private long bootNonce;
  private boolean lazy;
  private boolean urgentLazy;
  private boolean isQueuedToWrite;
  private int slot = -1;
  private int remoteLinks;

  Link(Mesh mesh, LinkTransport transport, Direction direction, long generation) {
    this.mesh = mesh;
    this.transport = transport;
    this.direction = direction;
    this.generation = generation;
    this.openedAtNanos = mesh.loop().nanoTime();
    this.outbox = new Outbox(mesh.cutting(), mesh.config().links().queueBytes());
    this.pulse = new LinkPulse(openedAtNanos);
    this.acks = new Acknowledgements(header -> mesh.listener().acknowledged(header));
    this.budget = mesh.conduct().budget(this);
  }

  /** Takes what arrived in one message. */
  public void received(List<Frame> frames, long acknowledgedBytes, int bytes) {
    if (state == State.CLOSED) {
      return;
    }
    long now = mesh.loop().nanoTime();
    acks.received(bytes);
    pulse.heard(now);
    if (acks.acknowledged(acknowledgedBytes, pulse.rttNanos(), now)) {
      mesh.writeSoon(this);
    }
    for (Frame frame : budget.admitted(frames, bytes, now)) {
      if (state == State.CLOSED) {
        return;
      }
      dispatch(frame);
    }
  }

  private void dispatch(Frame frame) {
    if (state == State.AWAIT_HELLO && !(frame instanceof Hello || frame instanceof Goodbye)) {
      committed(Offence.WRONG_ORDER, "the first frame is not Hello");
      return;
    }
    LinkListener listener = mesh.listener();
    switch (frame) {
      case Cargo cargo -> cargo(cargo);
      case ChunkSkip skip -> {
        outbox.skip(skip);
        acks.skip(skip);
        listener.arrivals().skip(this, skip);
      }
      case Hello hello -> hello(hello);
      case Frame.Watermarks watermarks -> watermarks(watermarks);
      case Frame.Told told -> {
        if (Telling.tell(listener, this, told)) {
          mesh.writeSoon(this);
        }
      }
      case Frame.Membership membership -> mesh.membership(this, membership.message());
      case Frame.Ping ping -> {
        remoteLinks = ping.links();
        mesh.hasLinks(this, remoteLinks);
        outbox.answer(new Frame.Pong(ping.nonce()));
        mesh.writeSoon(this);
      }
      case Frame.Pong pong -> pulse.pong(pong.nonce(), mesh.loop().nanoTime());
      case Goodbye goodbye -> mesh.saidGoodbye(this, goodbye);
    }
  }

  private void cargo(Cargo cargo) {
    if (state != State.UP) {
      committed(Offence.WRONG_ORDER, "a batch came before the watermarks");
      return;
    }
    long now = mesh.loop().nanoTime();
    long due = acks.batchReceived(pulse.rttNanos(), now);
    if (due <= now) {
      mesh.writeSoon(this);
    } else if (due != Acknowledgements.NEVER) {
      writeAt(due);
    }
    Telling.tell(mesh.listener(), this, cargo);
  }

  /** Lets the link write at a time of the loop's clock, whatever it does before. */
  public void writeAt(long nanos) {
    mesh.writeLater(this, nanos);
  }

  private void hello(Hello hello) {
    if (state != State.AWAIT_HELLO) {
      committed(Offence.WRONG_ORDER, "a second Hello");
      return;
    }
    mesh.hello(this, hello);
  }

  private void watermarks(Frame.Watermarks watermarks) {
    if (state == State.AWAIT_WATERMARKS && !watermarks.more()) {
      state = State.UP;
    }
    mesh.listener().watermarks(this, watermarks);
    if (state == State.UP) {
      mesh.synced(this);
    }
  }

  /** The mesh believes the other's Hello. */
  void established(PeerRecord record, Hello hello, int freeSlot) {
    remote = record;
    bootNonce = hello.bootNonce();
    remoteLinks = hello.links();
    outbox.offered(hello);
    slot = freeSlot;
    state = State.AWAIT_WATERMARKS;
    mesh.listener().opened(this);
  }

  /** The stream can take more. */
  public void ready() {
    if (state != State.CLOSED) {
      write();
    }
  }

  /** The stream ended without a word from this side. */
  public void ended(String why) {
    if (state != State.CLOSED) {
      close(DisconnectReason.UNSPECIFIED, why);
    }
  }

  /** Whether the other side offered to take a batch like this. */
  public boolean takes(Batch batch) {
    return outbox.takes(batch);
  }

  /** Queues a control frame. */
  public void sendControl(Frame frame) {
    if (state != State.CLOSED && queue().addControl(frame)) {
      mesh.writeSoon(this);
    }
  }

  /**
   * Queues a batch. A lazy link takes only urgent ones, if any; the other will pull the rest.
   *
   * @return false if it is large and there is no room: then the other is to be told of it
   */
  public boolean send(BatchFrame frame) {
    boolean urgent = frame.source().lane() == Lane.URGENT;
    if (!isEstablished() || (urgent ? urgentLazy : lazy)) {
      return true;
    }
    boolean taken = outbox.offer(frame, mesh.loop().nanoTime());
    if (!taken && !Cutting.isLarge(frame)) {
      turnLazy();
    }
    mesh.writeSoon(this);
    return taken || !Cutting.isLarge(frame);
  }

  /** Queues a part of a batch that is on its way; false if the rest of it is not to be sent. */
  public boolean send(Part part) {
    boolean taken = isEstablished() && outbox.offer(part, lazy, mesh.loop().nanoTime());
    if (taken) {
      mesh.writeSoon(this);
    }
    return taken;
  }

  /**
   * Stops sending batches by itself; the other pulls them, as fast as it can. Urgent ones would
   * wait there for what was asked before them: they go on, until this is called again.
   */
  public void turnLazy() {
    urgentLazy = lazy;
    lazy = true;
    queue().clearBatches(urgentLazy);
    mesh.writeSoon(this);
  }

  /** Sends batches by itself again. */
  public void turnEager() {
    lazy = false;
    urgentLazy = false;
  }

  /** Whether the other pulls instead of being sent to. */
  public boolean isLazy() {
    return lazy;
  }

  /** Notes that the link waits to write; false if it did already. */
  boolean queueToWrite() {
    boolean first = !isQueuedToWrite;
    isQueuedToWrite = true;
    return first;
  }

  /** Writes after the reads at hand. */
  void writeQueued() {
    isQueuedToWrite = false;
    write();
  }

  /** Writes as much as the stream takes now. */
  void write() {
    long now = mesh.loop().nanoTime();
    while (state != State.CLOSED && transport.isReady()) {
      List<Frame> frames =
          outbox.next(remote != null && !acks.isFull(), () -> mesh.listener().nextPulled(this));
      boolean writes = !frames.isEmpty() || acks.isDue(now);
      Frame announcement = state == State.UP ? mesh.listener().announcement(this, writes) : null;
      if (announcement != null) {
        frames.add(announcement);
      }
      if (frames.isEmpty() && !writes) {
        if (!acks.isFull()) {
          mesh.listener().idle(this);
        }
        return;
      }
      acks.sent(transport.send(frames, acks.tell(now)), now);
      acks.sentOwn(frames, mesh.config()::isOwn);
    }
  }

  /** The other did what it must not; may end the link. */
  public void committed(Offence offence, String detail) {
    if (state != State.CLOSED) {
      mesh.misdeeds().committed(this, offence, detail);
    }
  }

  /** Ends the link and tells the other why. */
  public void close(DisconnectReason reason, String detail) {
    close(new Refusal(reason, detail));
  }

  void close(Refusal why) {
    if (state == State.CLOSED) {
      return;
    }
    boolean wasOpen = remote != null;
    state = State.CLOSED;
    queue().clearBatches(true);
    if (transport.isReady()) {
      transport.send(List.of(why.goodbye()), acks.tell(mesh.loop().nanoTime()));
    }
    transport.close(why.reason(), why.detail());
    mesh.linkClosed(this, wasOpen, why.reason(), why.detail());
  }

  /** Who the other is; only once it has proved it. */
  public PeerRecord remote() {
    return Objects.requireNonNull(remote, "link has no Hello yet");
  }

  boolean isEstablished() {
    return remote != null && state != State.CLOSED;
  }

  /** Whether batches may flow in both directions. */
  public boolean isUp() {
    return state == State.UP;
  }

  long bootNonce() {
    return bootNonce;
  }

  LinkPulse pulse() {
    return pulse;
  }

  SendQueue queue() {
    return outbox.queue();
  }

  public Direction direction() {
    return direction;
  }

  /** Number of the link; every link of a peer has another one. */
  public long generation() {
    return generation;
  }

  /** Bytes of batches that wait to be sent. */
  public long queuedBytes() {
    return queue().bytes();
  }

  /** Whether nothing waits to be sent. */
  public boolean isQueueEmpty() {
    return outbox.isEmpty();
  }

  /** Whether everything of this peer's own that was sent has been acknowledged. */
  public boolean isAcknowledged() {
    return acks.hasAllOwn();
  }

  public long receivedBytes() {
    return acks.receivedBytes();
  }

  public long sentBytes() {
    return acks.sentBytes();
  }

  public long openedAtNanos() {
    return openedAtNanos;
  }

  /** Bytes that were sent and not yet acknowledged. */
  public long unacknowledgedBytes() {
    return acks.inFlight();
  }

  /** Number from 0 to 31 that no other link of this peer has now; -1 before {@link #remote()}. */
  public int slot() {
    return slot;
  }

  /** How many links the other has, as it last said. */
  public int remoteLinks() {
    return remoteLinks;
  }

  /** How long nothing was heard of the other. */
  public long silentNanos() {
    return pulse.silentNanos(mesh.loop().nanoTime());
  }

  /** Smoothed round-trip time in nanoseconds; 0 until measured. */
  public long rttNanos() {
    return pulse.rttNanos();
  }

  String remoteAddress() {
    return transport.remoteAddress();
  }

  @Override
  public String toString() {
    return (remote == null ? remoteAddress() : remote.id().shortName()) + "#" + generation;
  }
}
