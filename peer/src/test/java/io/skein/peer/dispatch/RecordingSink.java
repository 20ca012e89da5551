package io.skein.peer.dispatch;

import com.google.protobuf.ByteString;
import io.skein.peer.model.Batch;
import io.skein.peer.model.SequenceRange;
import java.util.ArrayList;
import java.util.List;

/** Confined to the test's thread. An app that writes down what it gets, and reads when told. */
final class RecordingSink implements SubscriptionSink {
  final List<String> events = new ArrayList<>();
  final List<ByteString> tokens = new ArrayList<>();
  long delivered;
  long lost;
  boolean ready = true;

  /** Takes what was written down so far. */
  List<String> take() {
    List<String> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public void subscribed(ByteString resumeToken) {
    events.add("subscribed");
    tokens.add(resumeToken);
  }

  @Override
  public void batch(Batch batch, long position) {
    delivered += batch.header().count();
    events.add(batch.header().type() + " " + ends(batch.header().range()));
  }

  @Override
  public void gap(Gap gap) {
    lost += gap.count();
    events.add(
        "%s %s%d %s"
            .formatted(
                gap.reason(),
                gap.exact() ? "" : "<=",
                gap.count(),
                String.join(",", gap.ranges().stream().map(RecordingSink::ends).toList())));
  }

  private static String ends(SequenceRange range) {
    return range.first() + "-" + range.last();
  }

  @Override
  public void caughtUp() {
    events.add("caught up");
  }

  @Override
  public void checkpoint(ByteString resumeToken) {
    tokens.add(resumeToken);
  }

  @Override
  public void tooSlow(long lagBytes) {
    events.add("too slow");
  }

  @Override
  public void draining() {
    events.add("draining");
  }
}
