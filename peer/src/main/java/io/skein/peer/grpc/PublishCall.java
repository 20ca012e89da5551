package io.skein.peer.grpc;

import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.skein.peer.model.MessageType;
import io.skein.proto.app.v1.PublishResponse;
import io.skein.proto.app.v1.Receipt;
import org.jspecify.annotations.Nullable;

/** Confined to the owner thread. One Publish call. */
final class PublishCall extends ServerCall.Listener<byte[]> {
  private final Publishing publishing;
  private final AppCall call;
  private byte @Nullable [] sent;

  PublishCall(Publishing publishing, AppCall call) {
    this.publishing = publishing;
    this.call = call;
  }

  void start() {
    // One more than there is, so that gRPC reports the end of the request.
    call.request(2);
  }

  @Override
  public void onMessage(byte[] message) {
    sent = message;
  }

  /** Only now it is known that there is one request, and no other: gRPC cancels at a second. */
  @Override
  public void onHalfClose() {
    if (sent == null) {
      call.end(Statuses.missingRequest());
    } else if (!call.isEnded()) {
      publish(sent);
    }
  }

  private void publish(byte[] message) {
    try {
      PublishRequestScanner request = publishing.scan(message);
      if (request.count() != 1) {
        throw Statuses.invalid("message is missing: expected one").asException();
      }
      MessageType type = Publishing.typeOf(request.type());
      call.rights().checkPublish(type);
      Status refusal = publishing.refusal(request.failWhenNotReady());
      if (refusal != null) {
        throw refusal.asException();
      }
      publishing.whenReady(() -> admit(request, type, message.length));
    } catch (StatusException e) {
      call.end(e.getStatus());
    }
  }

  private void admit(PublishRequestScanner request, MessageType type, int bytes) {
    try {
      publishing.whenAdmitted(call.app(), bytes, () -> publish(request, type));
    } catch (StatusException e) {
      call.end(e.getStatus());
    }
  }

  private void publish(PublishRequestScanner request, MessageType type) {
    if (call.isEnded()) {
      return;
    }
    if (publishing.isDraining()) {
      call.end(Statuses.draining());
      return;
    }
    try {
      String key = request.idempotencyKey();
      Publication before = key.isEmpty() ? null : publishing.find(call.app(), key);
      if (before != null) {
        answerWhenDue(before, request.receipt(), true);
      } else if (key.isEmpty()) {
        Publication publication = new Publication(call.app(), 1);
        publishing.publish(publication, request, type);
        answerWhenDue(publication, request.receipt(), false);
      } else {
        answerWhenDue(publishing.publishOnce(call.app(), request, type), request.receipt(), false);
      }
    } catch (StatusException e) {
      call.end(e.getStatus());
    }
  }

  private void answerWhenDue(Publication publication, int receipt, boolean duplicate) {
    if (receipt == Receipt.RECEIPT_RELAYED_VALUE) {
      publication.whenRelayed(
          () -> answer(publication, duplicate),
          () -> call.end(Statuses.expired(publication.lastSequence())));
    } else {
      publication.whenAccepted(() -> answer(publication, duplicate));
    }
  }

  private void answer(Publication publication, boolean duplicate) {
    call.send(
        PublishResponse.newBuilder()
            .setId(MessageIds.of(publication.lastBatch(), publication.lastSequence()))
            .setReceipt(
                publication.isRelayed() ? Receipt.RECEIPT_RELAYED : Receipt.RECEIPT_ACCEPTED)
            .setDuplicate(duplicate)
            .build()
            .toByteString());
    call.end(Status.OK);
  }

  @Override
  public void onCancel() {
    call.cancelled();
  }
}
