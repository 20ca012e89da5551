package io.skein.peer.embedded;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.skein.peer.dispatch.Gap;
import io.skein.peer.dispatch.Subscription;
import io.skein.peer.dispatch.SubscriptionSink;
import io.skein.peer.model.Batch;
import io.skein.peer.runtime.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe. Takes the events of one subscription from the owner thread to its reader, one at a
 * time and in their order. At most 256 KiB are under way: a slow reader lags in the log, as an app
 * of another process does.
 */
public final class Delivery implements SubscriptionSink {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  /** Bytes of batches that are not read yet, at most, but for the batch that goes beyond. */
  private static final int MOST_BYTES = 256 << 10;

  /** So few that the owner thread is asked for more. */
  private static final int FEW_BYTES = MOST_BYTES / 2;

  /** What a batch takes besides its bytes. */
  private static final int BATCH_OVERHEAD = 256;

  private final EventLoop loop;
  private final Executor executor;
  private final Consumer<Event> reader;
  private final Runnable read = this::read;
  private final Runnable ready = this::ready;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final ArrayDeque<Event> events = new ArrayDeque<>();

  @GuardedBy("lock")
  private int bytes;

  @GuardedBy("lock")
  private boolean reading;

  @GuardedBy("lock")
  private boolean wanted;

  @GuardedBy("lock")
  private boolean paused;

  private volatile boolean closed;
  private @Nullable Subscription subscription;

  /**
   * A delivery.
   *
   * @param executor runs the reader; may be one that runs it at once, on the owner thread
   * @param reader never called by two threads at once
   */
  public Delivery(EventLoop loop, Executor executor, Consumer<Event> reader) {
    this.loop = loop;
    this.executor = executor;
    this.reader = reader;
  }

  /** Begins; on the owner thread. */
  public void begin(Subscription made) {
    subscription = made;
    made.begin();
  }

  @Override
  public boolean isReady() {
    lock.lock();
    try {
      boolean full = paused || bytes >= MOST_BYTES;
      // Stays until it was asked: others look too, meanwhile.
      wanted |= full;
      return !full && !closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void subscribed(ByteString resumeToken) {
    add(new Event.Subscribed(resumeToken), 0);
  }

  @Override
  public void batch(Batch batch, long position) {
    // The log uses its bytes again, and a listener may keep a message.
    Batch own =
        new Batch(batch.header(), UnsafeByteOperations.unsafeWrap(batch.bytes().toByteArray()));
    add(new Event.Messages(own, position), weightOf(own));
  }

  @Override
  public void gap(Gap gap) {
    add(new Event.Lost(gap), 0);
  }

  @Override
  public void caughtUp() {
    add(new Event.CaughtUp(), 0);
  }

  @Override
  public void checkpoint(ByteString resumeToken) {
    add(new Event.Checkpoint(resumeToken), 0);
  }

  @Override
  public void tooSlow(long lagBytes) {
    add(new Event.TooSlow(lagBytes), 0);
  }

  @Override
  public void draining() {
    add(new Event.Draining(), 0);
  }

  private static int weightOf(Batch batch) {
    return batch.size() + BATCH_OVERHEAD;
  }

  private void add(Event event, int weight) {
    boolean start;
    lock.lock();
    try {
      events.add(event);
      bytes += weight;
      start = !reading && !paused;
      reading |= start;
    } finally {
      lock.unlock();
    }
    if (start) {
      start();
    }
  }

  private void start() {
    try {
      executor.execute(read);
    } catch (RejectedExecutionException e) {
      log.warn("a subscription ends, because its executor takes no more tasks", e);
      close();
    }
  }

  /** Reads until there is nothing to read. */
  private void read() {
    Event event;
    while ((event = next()) != null) {
      try {
        reader.accept(event);
      } catch (RuntimeException | Error e) {
        log.error("a subscription ends, because its listener failed", e);
        close();
      }
      switch (event) {
        case Event.Messages messages -> isRead(weightOf(messages.batch()));
        case Event.TooSlow end -> closed = true;
        case Event.Draining end -> closed = true;
        case Event.Subscribed other -> {}
        case Event.Lost other -> {}
        case Event.CaughtUp other -> {}
        case Event.Checkpoint other -> {}
      }
    }
  }

  private @Nullable Event next() {
    lock.lock();
    try {
      Event event = paused || closed ? null : events.poll();
      reading = event != null;
      return event;
    } finally {
      lock.unlock();
    }
  }

  private void isRead(int weight) {
    boolean ask;
    lock.lock();
    try {
      bytes -= weight;
      ask = wanted && !paused && bytes <= FEW_BYTES;
      wanted &= !ask;
    } finally {
      lock.unlock();
    }
    if (ask) {
      loop.execute(ready);
    }
  }

  private void ready() {
    if (subscription != null) {
      subscription.ready();
    }
  }

  /** Reads no more; what comes meanwhile waits in the log. */
  public void pause() {
    lock.lock();
    try {
      paused = true;
    } finally {
      lock.unlock();
    }
  }

  /** Goes on reading. */
  public void resume() {
    boolean start;
    lock.lock();
    try {
      start = paused && !reading;
      paused = false;
      reading |= start;
    } finally {
      lock.unlock();
    }
    if (start) {
      loop.execute(this::start);
    }
    loop.execute(ready);
  }

  /** Whether the reader has everything that was handed over, as far as it wants it now. */
  public boolean isRead() {
    lock.lock();
    try {
      return closed || paused || events.isEmpty() && !reading;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the subscription; what is being read is the last. Idempotent. */
  public void close() {
    if (!closed) {
      closed = true;
      loop.execute(this::end);
    }
  }

  private void end() {
    if (subscription != null) {
      subscription.close();
    }
    lock.lock();
    try {
      events.clear();
    } finally {
      lock.unlock();
    }
  }

  public boolean isClosed() {
    return closed;
  }
}
