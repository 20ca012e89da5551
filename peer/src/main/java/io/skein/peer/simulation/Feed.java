package io.skein.peer.simulation;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.skein.peer.broadcast.Publisher;
import io.skein.peer.core.PeerCore;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Confined to one thread. The app beside a process that publishes, at a steady rate. */
final class Feed implements Publisher {
  static final Lane LANE = Lane.NORMAL;

  private static final MessageType TYPE = new MessageType("simulation.message");
  private static final int PAYLOAD_FIELD = 1;

  private final PeerCore core;
  private final Load load;
  private final RandomGenerator random;
  private final long endNanos;

  /** What the process has not given a sequence yet, in wire form. */
  private final ArrayDeque<ByteString> given = new ArrayDeque<>();

  private Consumer<ByteString> witness = payload -> {};
  private long messages;
  private boolean stopped;

  /** A feed that publishes nothing from {@code endNanos} on. */
  Feed(PeerCore core, Load load, RandomGenerator random, long endNanos) {
    this.core = core;
    this.load = load;
    this.random = random;
    this.endNanos = endNanos;
  }

  /** Sets who sees each payload before it is published. */
  void tells(Consumer<ByteString> sees) {
    witness = sees;
  }

  /** Publishes the first message within an interval from a time. */
  void start(Duration after) {
    Duration phase = Duration.ofNanos((long) (random.nextDouble() * intervalNanos()));
    core.loop.schedule(after.plus(phase), this::tick);
  }

  private long intervalNanos() {
    return (long) (1e9 / load.rate());
  }

  private void tick() {
    if (!stopped && core.loop.nanoTime() < endNanos) {
      core.loop.schedule(Duration.ofNanos(intervalNanos()), this::tick);
      core.admission.whenOpen(this::publish);
    }
  }

  /** Publishes nothing any more; what a peer admits later is not published either. */
  void stop() {
    stopped = true;
  }

  private void publish() {
    if (stopped) {
      return;
    }
    ByteString run = encode();
    given.add(run);
    core.broadcast.publish(this, LANE, TYPE, run, 1);
  }

  private ByteString encode() {
    byte[] payload = new byte[load.payloadBytes()];
    random.nextBytes(payload);
    ByteBuffer.wrap(payload).putLong(++messages);
    witness.accept(UnsafeByteOperations.unsafeWrap(payload));
    int size = CodedOutputStream.computeByteArraySize(PAYLOAD_FIELD, payload);
    byte[] bytes = new byte[1 + CodedOutputStream.computeUInt32SizeNoTag(size) + size];
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeUInt32NoTag(BatchCodec.MESSAGE_TAG);
      out.writeUInt32NoTag(size);
      out.writeByteArray(PAYLOAD_FIELD, payload);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /** Whether a batch of the process holds just what comes next of this feed. */
  boolean gave(Batch batch) {
    ByteString run = ByteString.EMPTY;
    for (int i = 0; i < batch.header().count() && !given.isEmpty(); i++) {
      run = run.concat(given.remove());
    }
    return !run.isEmpty() && batch.bytes().endsWith(run);
  }

  @Override
  public String app() {
    return "feed";
  }

  @Override
  public void accepted(BatchHeader batch, long first, int count) {}

  @Override
  public void relayed(BatchHeader batch, long first, int count) {}

  @Override
  public void expired(BatchHeader batch, long first, int count) {}
}
