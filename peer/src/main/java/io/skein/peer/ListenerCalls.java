package io.skein.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.embedded.Event;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.MessageCursor;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Confined to one thread at a time. Tells a listener what happens to its subscription. */
final class ListenerCalls implements Consumer<Event> {
  private final MessageListener listener;
  private BooleanSupplier isClosed = () -> false;

  ListenerCalls(MessageListener listener) {
    this.listener = listener;
  }

  /** Sets what tells whether the subscription was closed; before the first event. */
  void endWhen(BooleanSupplier closed) {
    isClosed = closed;
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.Messages messages -> tell(messages.batch(), messages.position());
      case Event.Lost lost -> listener.onGap(Gap.of(lost.gap()));
      case Event.CaughtUp caughtUp -> listener.onCaughtUp();
      case Event.Subscribed start -> listener.onCheckpoint(start.resumeToken().toByteArray());
      case Event.Checkpoint stand -> listener.onCheckpoint(stand.resumeToken().toByteArray());
      case Event.TooSlow end -> listener.onEnd(MessageListener.End.TOO_SLOW);
      case Event.Draining end -> listener.onEnd(MessageListener.End.PEER_CLOSED);
    }
  }

  private void tell(Batch batch, long position) {
    BatchHeader header = batch.header();
    MessageCursor cursor = new MessageCursor(batch.bytes());
    Message.Source source = new Message.Source(header, cursor.bytes(), position);
    int index = 0;
    try {
      while (index < header.count() && cursor.next()) {
        Map<String, String> headers = cursor.hasMore() ? cursor.headers() : Map.of();
        Message message =
            new Message(source, index, cursor.payload(), cursor.payloadEnd(), headers);
        index++;
        listener.onMessage(message);
        if (isClosed.getAsBoolean()) {
          return;
        }
      }
    } catch (InvalidProtocolBufferException e) {
      // Its origin made bytes that are none; links relay them unread.
    }
    if (index < header.count()) {
      listener.onGap(new Gap(header.count() - index, true, Gap.Reason.NEVER_ARRIVED));
    }
  }
}
