package io.skein.peer.bench;

import io.skein.peer.bench.client.Deliveries;
import io.skein.peer.bench.client.LineRequest;
import io.skein.peer.bench.client.MessageHeaders;
import io.skein.peer.bench.client.SequenceTracker;
import io.skein.proto.app.v1.Gap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What one peer of the demo receives; confined to the app loop. */
final class DemoSubscription implements Deliveries {
  private final SequenceTracker tracker = new SequenceTracker(1);
  private final ContentHash hash = new ContentHash();
  private final Latencies latencies = new Latencies();
  private final MessageHeaders headers = new MessageHeaders();
  private final Runnable onSubscribed;
  private final LongConsumer onProgress;
  private final Consumer<String> onFailure;
  private long arrivedNanos;
  private long reportedLost;

  /**
   * @param onProgress takes the number that this one has come to, with each response
   */
  DemoSubscription(Runnable onSubscribed, LongConsumer onProgress, Consumer<String> onFailure) {
    this.onSubscribed = onSubscribed;
    this.onProgress = onProgress;
    this.onFailure = onFailure;
  }

  /** The number that it has come to. */
  long highest() {
    return tracker.highest();
  }

  /** What it received of {@code published} messages with this checksum. */
  DemoPeerResult result(String app, long published, long publishedHash, long startNanos) {
    double seconds = Math.max(1, arrivedNanos - startNanos) / 1e9;
    return new DemoPeerResult(
        app,
        tracker.distinct(),
        tracker.missing(published),
        tracker.duplicated(),
        tracker.outOfOrder(),
        reportedLost,
        hash.value() == publishedHash,
        latencies.micros(50),
        latencies.micros(99),
        tracker.distinct() / seconds);
  }

  @Override
  public void subscribed() {
    onSubscribed.run();
  }

  @Override
  public void arrived(long nanos) {
    onProgress.accept(tracker.highest());
    arrivedNanos = nanos;
  }

  @Override
  public void message(
      byte[] bytes, int payloadFrom, int payloadTo, int headersFrom, int headersTo) {
    long sequence = header(LineRequest.SEQUENCE_HEADER, bytes, headersFrom, headersTo);
    long sent = header(LineRequest.NANOS_HEADER, bytes, headersFrom, headersTo);
    tracker.accept(sequence);
    latencies.record(arrivedNanos - sent);
    hash.add(bytes, payloadFrom, payloadTo - payloadFrom);
  }

  @Override
  public void gap(Gap gap) {
    reportedLost += gap.getCount();
  }

  @Override
  public void closed(@Nullable String failure) {
    if (failure != null) {
      onFailure.accept(failure);
    }
  }

  private long header(String name, byte[] bytes, int from, int to) {
    String value = headers.find(name, bytes, from, to);
    if (value == null) {
      throw new IllegalArgumentException("message has no header " + name);
    }
    return Long.parseLong(value);
  }
}
