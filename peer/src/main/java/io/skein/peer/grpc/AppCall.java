package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/** Confined to the owner thread. An app's call with its answers; ends once, whoever ends it. */
final class AppCall {
  private final ServerCall<byte[], ByteString> call;
  private final AppRights rights;
  private boolean headersSent;
  private boolean ended;

  AppCall(ServerCall<byte[], ByteString> call, AppRights rights) {
    this.call = call;
    this.rights = rights;
  }

  /** Name of the app. */
  String app() {
    return rights.caller().app();
  }

  AppRights rights() {
    return rights;
  }

  boolean isReady() {
    return !ended && call.isReady();
  }

  void request(int messages) {
    if (!ended) {
      call.request(messages);
    }
  }

  void send(ByteString message) {
    if (!ended) {
      sendHeaders();
      call.sendMessage(message);
    }
  }

  void sendHeaders() {
    if (!headersSent) {
      headersSent = true;
      call.sendHeaders(new Metadata());
    }
  }

  void end(Status status) {
    if (!ended) {
      ended = true;
      if (!call.isCancelled()) {
        if (status.isOk()) {
          sendHeaders();
        }
        call.close(status, new Metadata());
      }
    }
  }

  /** The app is gone; nothing more can be sent. */
  void cancelled() {
    ended = true;
  }

  boolean isEnded() {
    return ended;
  }
}
