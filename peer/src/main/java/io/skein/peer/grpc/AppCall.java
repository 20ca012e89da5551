package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.regex.Pattern;

/** Confined to the owner thread. An app's call with its answers; ends once, whoever ends it. */
final class AppCall {
  private static final Metadata.Key<String> APP =
      Metadata.Key.of("skein-app", Metadata.ASCII_STRING_MARSHALLER);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final ServerCall<byte[], ByteString> call;
  private final String app;
  private boolean headersSent;
  private boolean ended;

  AppCall(ServerCall<byte[], ByteString> call, Metadata headers) {
    this.call = call;
    String name = headers.get(APP);
    this.app = name == null ? String.valueOf(Connections.idOf(call)) : name;
  }

  /** Ends the call if the app gave itself a name that is none; true if it did. */
  boolean refusesName() {
    boolean wrong = !NAME.matcher(app).matches();
    if (wrong) {
      end(Statuses.invalid("metadata skein-app: expected 1 to 64 characters of A-Z a-z 0-9 . _ -"));
    }
    return wrong;
  }

  /** Name of the app; its connection's number if it gave none. */
  String app() {
    return app;
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
