package io.skein.compare.skein;

import io.skein.compare.app.Flow;
import io.skein.compare.model.Workload;
import io.skein.peer.bench.client.MeasuredRequests;
import io.skein.peer.bench.client.PublishBytes;
import io.skein.peer.bench.client.PublishSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one publishing connection sends; confined to the app loop. A request has one type, so what
 * may go now is gathered by type: while types change with each message, no request has to.
 */
final class MessageSource implements PublishSource {
  private static final int REQUEST_BYTES = 16 << 10;

  private final Flow flow;
  private final Consumer<String> failed;
  private final int firstStream;
  private final List<MeasuredRequests> requests = new ArrayList<>();
  private final int mostAtOnce;
  private int nextType;

  /** Messages of each type in this round of all types. */
  private int ofEach;

  /**
   * A source.
   *
   * @param publisher which of the publishers of the workload, from 0 on
   */
  MessageSource(Workload workload, int publisher, Flow flow, Consumer<String> failed) {
    this.flow = flow;
    this.failed = failed;
    firstStream = publisher;
    boolean oneByOne = workload.publishers() > 1;
    for (int type = 0; type < workload.types(); type++) {
      requests.add(
          new MeasuredRequests(
              workload.type(type), workload.messageBytes(), oneByOne ? 1 : REQUEST_BYTES));
    }
    mostAtOnce = requests.getFirst().capacity();
  }

  @Override
  public @Nullable PublishBytes next() {
    long now = System.nanoTime();
    int due = flow.due(now);
    if (due == 0) {
      return null;
    }
    if (nextType == 0) {
      ofEach = Math.clamp(due / requests.size(), 1, mostAtOnce);
    }
    int count = Math.min(due, ofEach);
    MeasuredRequests request = requests.get(nextType);
    for (int i = 0; i < count; i++) {
      long stamp = flow.stamp(now);
      request.stamp(i, flow.take(firstStream + nextType), stamp);
    }
    nextType = nextType + 1 == requests.size() ? 0 : nextType + 1;
    return request.request(count);
  }

  @Override
  public void receipts(long accepted, long relayed) {}

  @Override
  public void closed(@Nullable String failure) {
    if (failure != null) {
      failed.accept(failure);
    }
  }
}
