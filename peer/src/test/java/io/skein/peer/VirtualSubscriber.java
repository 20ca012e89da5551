package io.skein.peer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.dispatch.Gap;
import io.skein.peer.dispatch.ResumeToken;
import io.skein.peer.dispatch.SlowPolicy;
import io.skein.peer.dispatch.Start;
import io.skein.peer.dispatch.SubscribeOutcome;
import io.skein.peer.dispatch.Subscription;
import io.skein.peer.dispatch.SubscriptionSink;
import io.skein.peer.dispatch.SubscriptionSpec;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.Pattern;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.simulation.VirtualPeer;
import io.skein.proto.app.v1.MessageBatch;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the test's thread. An app that subscribes, reads at its own pace, and moves to other
 * peers with its last token; what came after that token it forgets, as an app must.
 */
final class VirtualSubscriber implements SubscriptionSink {
  private sealed interface Event {}

  private record Got(OriginLane source, long sequence, MessageType type, ByteString payload)
      implements Event {
    @Override
    public String toString() {
      return source + " " + sequence + " " + type;
    }
  }

  private record Lost(Gap gap) implements Event {}

  private final String app;
  private final Pattern pattern;
  private final boolean noEcho;
  private final SlowPolicy policy;
  private final List<Event> committed = new ArrayList<>();
  private final List<Event> pending = new ArrayList<>();
  private ByteString token = ByteString.EMPTY;
  private @Nullable Subscription subscription;
  private boolean stalled;
  private boolean ended;
  private long lastPosition;
  private int credit = Integer.MAX_VALUE;

  VirtualSubscriber(String app, String pattern, boolean noEcho, SlowPolicy policy) {
    this.app = app;
    this.pattern = Pattern.parse(pattern);
    this.noEcho = noEcho;
    this.policy = policy;
  }

  /** Subscribes to what is new, or goes on where it was. */
  void subscribeAt(VirtualPeer peer) {
    Start start =
        token.isEmpty() ? new Start.New() : new Start.Resume(ResumeToken.decode(token), true);
    pending.clear();
    ended = false;
    lastPosition = 0;
    SubscriptionSpec spec =
        new SubscriptionSpec(app, List.of(pattern), start, noEcho, policy, 64 << 10);
    SubscribeOutcome outcome = peer.core.dispatcher.subscribe(spec, this);
    assertThat(outcome).isInstanceOf(SubscribeOutcome.Subscribed.class);
    subscription = ((SubscribeOutcome.Subscribed) outcome).subscription();
    subscription.begin();
  }

  /** Whether it leaves out what was published under its name, which is a matter of its peer. */
  boolean isBoundToItsPeer() {
    return noEcho;
  }

  void close() {
    if (subscription != null) {
      subscription.close();
    }
  }

  boolean hasEnded() {
    return ended;
  }

  void stall() {
    stalled = true;
  }

  /** Reads so many events more, then no further. */
  void read(int events) {
    stalled = false;
    credit = events;
    if (subscription != null && !ended) {
      subscription.ready();
    }
  }

  @Override
  public boolean isReady() {
    return !stalled && credit > 0;
  }

  private void take() {
    require(isReady(), "was not awaited", "event");
    credit -= credit == Integer.MAX_VALUE ? 0 : 1;
  }

  @Override
  public void subscribed(ByteString resumeToken) {
    if (token.isEmpty()) {
      token = resumeToken;
    }
  }

  @Override
  public void batch(Batch batch, long position) {
    if (position != lastPosition) {
      take(); // slices of one batch come together
    }
    lastPosition = position;
    try {
      MessageBatch read = MessageBatch.parseFrom(batch.bytes());
      BatchHeader header = batch.header();
      assertThat(read.getMessagesCount()).isEqualTo(header.count());
      for (int i = 0; i < header.count(); i++) {
        pending.add(
            new Got(
                header.source(),
                header.first() + i,
                header.type(),
                read.getMessages(i).getPayload()));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void gap(Gap gap) {
    take();
    pending.add(new Lost(gap));
  }

  @Override
  public void caughtUp() {
    take();
  }

  @Override
  public void checkpoint(ByteString resumeToken) {
    take();
    token = resumeToken;
    committed.addAll(pending);
    pending.clear();
  }

  @Override
  public void tooSlow(long lagBytes) {
    ended = true;
  }

  @Override
  public void draining() {
    ended = true;
  }

  /** Checks what came against all that was published since before this app first subscribed. */
  void check(History history) {
    committed.addAll(pending);
    pending.clear();
    Map<OriginLane, Set<Long>> got = new HashMap<>();
    Map<List<Object>, Long> last = new HashMap<>();
    Map<OriginLane, List<SequenceRange>> lostIn = new HashMap<>();
    long reported = 0;
    boolean exact = true;
    for (Event event : committed) {
      switch (event) {
        case Got message -> {
          check(message, history);
          Set<Long> seen = got.computeIfAbsent(message.source(), s -> new HashSet<>());
          require(seen.add(message.sequence()), "came twice", message);
          Long before = last.put(List.of(message.source(), message.type()), message.sequence());
          require(before == null || before < message.sequence(), "came out of order", message);
        }
        case Lost lost -> {
          reported += lost.gap().count();
          exact &= lost.gap().exact();
          lost.gap()
              .ranges()
              .forEach(r -> lostIn.computeIfAbsent(r.source(), s -> new ArrayList<>()).add(r));
        }
      }
    }
    checkLosses(history, got, lostIn, reported, exact || pattern.toString().equals(">") && !noEcho);
  }

  private void check(Got message, History history) {
    History.Published published =
        history.lanes().getOrDefault(message.source(), new TreeMap<>()).get(message.sequence());
    require(
        published != null
            && published.type().equals(message.type())
            && published.payload().equals(message.payload()),
        "is invented",
        message);
    require(wants(requireNonNull(published)), "was not wanted", message);
  }

  /** Cheaper than an assertion with a description, for it is asked of every message. */
  private void require(boolean holds, String otherwise, Object what) {
    if (!holds) {
      throw new AssertionError(this + ": " + what + " " + otherwise);
    }
  }

  private boolean wants(History.Published message) {
    return pattern.matches(message.type()) && !(noEcho && message.app().equals(app));
  }

  private void checkLosses(
      History history,
      Map<OriginLane, Set<Long>> got,
      Map<OriginLane, List<SequenceRange>> lostIn,
      long reported,
      boolean exact) {
    long lost = 0;
    for (var lane : history.lanes().entrySet()) {
      Set<Long> have = got.getOrDefault(lane.getKey(), Set.of());
      for (var message : lane.getValue().entrySet()) {
        if (wants(message.getValue()) && !have.contains(message.getKey())) {
          lost++;
          long sequence = message.getKey();
          List<SequenceRange> ranges = lostIn.getOrDefault(lane.getKey(), List.of());
          require(
              ranges.stream().anyMatch(r -> r.first() <= sequence && sequence <= r.last()),
              "is lost and not reported",
              lane.getKey() + " " + sequence);
        }
      }
    }
    if (exact) {
      assertThat(reported).as("%s: messages reported lost", this).isEqualTo(lost);
    } else {
      assertThat(reported).as("%s: messages reported lost", this).isGreaterThanOrEqualTo(lost);
    }
  }

  /** How many events came. */
  long events() {
    return (long) committed.size() + pending.size();
  }

  @Override
  public String toString() {
    return "subscriber " + app + " of " + pattern + (noEcho ? " without echo" : "");
  }
}
