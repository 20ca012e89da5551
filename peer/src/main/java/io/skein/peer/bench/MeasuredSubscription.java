package io.skein.peer.bench;

import io.skein.peer.bench.client.Deliveries;
import io.skein.peer.bench.client.MeasuredRequests;
import io.skein.peer.bench.client.SequenceTracker;
import io.skein.proto.app.v1.Gap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One subscription that looks at every message; confined to the app loop. */
final class MeasuredSubscription implements Deliveries {
  private final SequenceTracker tracker;
  private final Latencies latencies;
  private final Runnable onSubscribed;
  private final Consumer<String> onFailure;
  private long arrivedNanos;
  private long lastArrivalNanos;
  private long received;
  private long gapExact;
  private long gapBound;

  /**
   * @param first number of the first message that it is to get
   * @param latencies where it notes how long each took
   */
  MeasuredSubscription(
      long first, Latencies latencies, Runnable onSubscribed, Consumer<String> onFailure) {
    this.tracker = new SequenceTracker(first);
    this.latencies = latencies;
    this.onSubscribed = onSubscribed;
    this.onFailure = onFailure;
  }

  SequenceTracker tracker() {
    return tracker;
  }

  long received() {
    return received;
  }

  long lastArrivalNanos() {
    return lastArrivalNanos;
  }

  long gapExact() {
    return gapExact;
  }

  long gapBound() {
    return gapBound;
  }

  void resetReceived() {
    received = 0;
  }

  @Override
  public void subscribed() {
    onSubscribed.run();
  }

  @Override
  public void arrived(long nanos) {
    arrivedNanos = nanos;
  }

  @Override
  public void message(
      byte[] bytes, int payloadFrom, int payloadTo, int headersFrom, int headersTo) {
    if (payloadTo - payloadFrom < MeasuredRequests.MIN_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("message of another app under the benchmark's type");
    }
    tracker.accept(MeasuredRequests.number(bytes, payloadFrom));
    latencies.record(arrivedNanos - MeasuredRequests.nanos(bytes, payloadFrom));
    lastArrivalNanos = arrivedNanos;
    received++;
  }

  @Override
  public void gap(Gap gap) {
    if (gap.getCountIsExact()) {
      gapExact += gap.getCount();
    } else {
      gapBound += gap.getCount();
    }
  }

  @Override
  public void closed(@Nullable String failure) {
    if (failure != null) {
      onFailure.accept(failure);
    }
  }
}
