package io.skein.faults.history;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.dispatch.Gap;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import io.skein.peer.simulation.Witness;
import io.skein.proto.app.v1.MessageBatch;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Notes a simulated run as apps of real peers note theirs; confined to one thread. Receipts are
 * left out: in a simulation so many peers crash at once that all who had a message may be gone.
 */
final class SimulatedApps implements Witness {
  private final Consumer<Event> notes;

  SimulatedApps(Consumer<Event> notes) {
    this.notes = notes;
  }

  @Override
  public void published(OriginLane app, ByteString payload) {
    notes.accept(new Event.Published(content(app, "simulation.message", payload)));
  }

  @Override
  public void subscribed(OriginLane app) {
    notes.accept(new Event.Subscribed(name("r", app), true));
  }

  @Override
  public void joined(OriginLane app) {
    notes.accept(new Event.Owed(name("r", app)));
  }

  @Override
  public void delivered(OriginLane app, Batch batch, long position) {
    BatchHeader header = batch.header();
    List<io.skein.proto.app.v1.Message> messages = messages(batch);
    for (int i = 0; i < messages.size(); i++) {
      Content content =
          content(header.source(), header.type().toString(), messages.get(i).getPayload());
      notes.accept(
          new Event.Delivered(
              name("r", app), position, source(header.source()), header.first() + i, content));
    }
  }

  private static List<io.skein.proto.app.v1.Message> messages(Batch batch) {
    try {
      return MessageBatch.parseFrom(batch.bytes()).getMessagesList();
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void lost(OriginLane app, Gap gap) {
    List<Lost> ranges = gap.ranges().stream().map(SimulatedApps::lost).toList();
    notes.accept(new Event.Gap(name("r", app), gap.count(), gap.exact(), ranges));
  }

  private static Lost lost(SequenceRange range) {
    return new Lost(source(range.source()), range.first(), range.last());
  }

  @Override
  public void ended(OriginLane app) {
    notes.accept(new Event.Ended(name("r", app)));
  }

  @Override
  public void stayed(OriginLane app) {
    notes.accept(new Event.Finished(name("p", app)));
  }

  private static String name(String kind, OriginLane app) {
    return kind + app.origin().shortName() + "." + app.epoch();
  }

  private static Source source(OriginLane lane) {
    return new Source(lane.origin().name(), lane.epoch(), lane.lane().name());
  }

  /** A payload begins with its number; the rest is random, so that no two are alike. */
  private static Content content(OriginLane app, String type, ByteString payload) {
    long number = payload.asReadOnlyByteBuffer().getLong();
    return new Content(name("p", app), number, type, app.lane().name(), payload.hashCode());
  }
}
