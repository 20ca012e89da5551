package io.skein.compare.skein;

import io.skein.compare.app.Receiver;
import io.skein.peer.bench.client.Deliveries;
import io.skein.proto.app.v1.Gap;
import org.jspecify.annotations.Nullable;

/** Hands what a subscription gets to its receiver; confined to the app loop. */
final class Delivered implements Deliveries {
  private final Receiver receiver;
  private final Runnable onSubscribed;
  private long arrivedNanos;

  Delivered(Receiver receiver, Runnable onSubscribed) {
    this.receiver = receiver;
    this.onSubscribed = onSubscribed;
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
    receiver.accept(bytes, payloadFrom, payloadTo - payloadFrom, arrivedNanos);
  }

  /** What is in a gap does not come, and is counted as lost by its number. */
  @Override
  public void gap(Gap gap) {}

  @Override
  public void closed(@Nullable String failure) {
    if (failure != null) {
      receiver.failed(failure);
    }
  }
}
