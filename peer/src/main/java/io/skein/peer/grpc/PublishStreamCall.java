package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.skein.peer.broadcast.Publisher;
import io.skein.peer.broadcast.RelayedPrefix;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.MessageType;
import io.skein.proto.app.v1.PublishStreamResponse;
import io.skein.proto.app.v1.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. One PublishStream call: reads the next request when the one before
 * was admitted, and answers with cumulative counts.
 */
final class PublishStreamCall extends ServerCall.Listener<byte[]> implements Publisher {
  private final Publishing publishing;
  private final AppCall call;
  private final RelayedPrefix receipts = new RelayedPrefix();
  private @Nullable MessageType type;
  private boolean started;
  private boolean waitsForRelay;
  private boolean failWhenNotReady;
  private boolean halfClosed;
  private boolean reading;
  private boolean refused;
  private long submitted;
  private long sentAccepted;
  private long sentRelayed;
  private @Nullable BatchHeader lastBatch;
  private long lastSequence;

  PublishStreamCall(Publishing publishing, AppCall call) {
    this.publishing = publishing;
    this.call = call;
  }

  void start() {
    publishing.opened(this);
    call.sendHeaders();
    call.request(1);
  }

  @Override
  public void onMessage(byte[] message) {
    if (call.isEnded()) {
      return;
    }
    try {
      PublishRequestScanner request = publishing.scan(message);
      if (!started) {
        started = true;
        waitsForRelay = request.receipt() == Receipt.RECEIPT_RELAYED_VALUE;
        failWhenNotReady = request.failWhenNotReady();
      }
      Status refusal = publishing.refusal(failWhenNotReady);
      if (refusal != null) {
        refuse(refusal);
        return;
      }
      reading = true;
      publishing.whenReady(() -> admit(request, message.length));
    } catch (StatusException e) {
      fail(e.getStatus());
    }
  }

  private void admit(PublishRequestScanner request, int bytes) {
    try {
      publishing.whenAdmitted(app(), bytes, () -> take(request));
    } catch (StatusException e) {
      fail(e.getStatus());
    }
  }

  private void take(PublishRequestScanner request) {
    reading = false;
    if (call.isEnded()) {
      return;
    }
    try {
      if (publishing.isDraining()) {
        refuse(Statuses.draining());
        return;
      }
      MessageType published = typeOf(request);
      call.rights().checkPublish(published);
      publish(request, published);
      publishing.changed(this);
      call.request(1);
    } catch (StatusException e) {
      fail(e.getStatus());
    }
  }

  private MessageType typeOf(PublishRequestScanner request) throws StatusException {
    MessageType before = type;
    if (before != null && (request.type().isEmpty() || request.type().equals(before.name()))) {
      return before;
    }
    MessageType now = Publishing.typeOf(request.type());
    type = now;
    return now;
  }

  /**
   * Nothing is read any more. While the peer drains, the call ends only when the drain does: the
   * app is to learn which of its messages were relayed, or it would publish them again elsewhere.
   */
  private void refuse(Status refusal) {
    refused = true;
    if (!publishing.isDraining() || receipts.settled() == submitted) {
      fail(refusal);
    }
  }

  private void publish(PublishRequestScanner request, MessageType publishedType)
      throws StatusException {
    if (request.count() == 0) {
      return;
    }
    if (request.idempotencyKey().isEmpty()) {
      submitted += request.count();
      publishing.publish(this, request, publishedType);
      return;
    }
    publishing.seal();
    Publication publication = publishing.find(app(), request.idempotencyKey());
    if (publication == null) {
      publication = publishing.publishOnce(app(), request, publishedType);
    }
    submitted += request.count();
    follow(publication, request.count());
  }

  private void follow(Publication publication, int count) {
    lastBatch = publication.lastBatch();
    lastSequence = publication.lastSequence();
    receipts.accepted(publication, count);
    publication.whenRelayed(
        () -> settle(publication),
        () -> expired(publication.lastBatch(), publication.lastSequence(), count));
  }

  @Override
  public String app() {
    return call.app();
  }

  @Override
  public void accepted(BatchHeader batch, long first, int count) {
    lastBatch = batch;
    lastSequence = first + count - 1;
    receipts.accepted(batch, count);
    publishing.changed(this);
  }

  @Override
  public void relayed(BatchHeader batch, long first, int count) {
    settle(batch);
  }

  private void settle(Object key) {
    receipts.settle(key);
    publishing.changed(this);
  }

  @Override
  public void expired(BatchHeader batch, long first, int count) {
    if (waitsForRelay) {
      fail(Statuses.expired(first));
    }
  }

  @Override
  public void onHalfClose() {
    halfClosed = true;
    publishing.changed(this);
    flush();
  }

  @Override
  public void onCancel() {
    call.cancelled();
    publishing.ended(this);
  }

  @Override
  public void onComplete() {
    publishing.ended(this);
  }

  /** The peer leaves. */
  void drained() {
    fail(Statuses.draining());
  }

  @Override
  public void onReady() {
    flush();
  }

  /**
   * Sends the counts if that changed which the app waits for, and ends the call if everything has
   * its receipt. The other count alone can wait for company: a message each would cost more than
   * the messages that it counts.
   */
  void flush() {
    if (isComplete() || !isNews() || isWantedNews()) {
      flushAll();
    } else {
      publishing.changedAlone(this);
    }
  }

  /** Sends the counts if any changed, and ends the call if everything has its receipt. */
  void flushAll() {
    boolean complete = isComplete();
    if (isNews() && (complete || call.isReady())) {
      sentAccepted = receipts.accepted();
      sentRelayed = receipts.settled();
      call.send(counts());
    }
    if (complete) {
      call.end(Status.OK);
    }
  }

  private boolean isComplete() {
    return halfClosed
        && !reading
        && !refused
        && receipts.accepted() == submitted
        && (!waitsForRelay || receipts.settled() == submitted);
  }

  private boolean isNews() {
    return receipts.accepted() != sentAccepted || receipts.settled() != sentRelayed;
  }

  private boolean isWantedNews() {
    return waitsForRelay ? receipts.settled() != sentRelayed : receipts.accepted() != sentAccepted;
  }

  private void fail(Status status) {
    publishing.seal();
    if (isNews()) {
      call.send(counts());
    }
    call.end(status);
  }

  private ByteString counts() {
    PublishStreamResponse.Builder counts =
        PublishStreamResponse.newBuilder()
            .setAccepted(receipts.accepted())
            .setRelayed(receipts.settled());
    if (lastBatch != null) {
      counts.setLastId(MessageIds.of(lastBatch, lastSequence));
    }
    return counts.build().toByteString();
  }
}
