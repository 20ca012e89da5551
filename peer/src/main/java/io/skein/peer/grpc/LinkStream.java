package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.skein.peer.mesh.DisconnectReason;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.LinkTransport;
import io.skein.peer.mesh.Offence;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. The gRPC stream under a link; the two directions of dialling differ
 * in a few calls only.
 */
abstract class LinkStream implements LinkTransport {
  private final LinkCodec codec;
  private @Nullable Link link;
  private boolean ended;
  private boolean unreadable;

  LinkStream(LinkCodec codec) {
    this.codec = codec;
  }

  /** The link that this stream carries; to be set before anything arrives. */
  void carry(Link carried) {
    link = carried;
  }

  abstract boolean isCallReady();

  abstract void sendMessage(ByteString message);

  /** Asks gRPC for one more message; a link is always read on. */
  abstract void requestMore();

  abstract void end(Status status);

  void onMessage(byte[] bytes) {
    if (ended) {
      return;
    }
    try {
      LinkCodec.Received received = codec.decode(bytes);
      link().received(received.frames(), received.acknowledgedBytes(), bytes.length);
      for (Offence flaw : codec.takeFlaws()) {
        link().committed(flaw, "part of a message was not read");
      }
    } catch (InvalidProtocolBufferException e) {
      unreadable = true;
      link().committed(Offence.INVALID_FRAME, "frame is not valid protobuf: " + e.getMessage());
    }
    requestMore();
  }

  void onReady() {
    link().ready();
  }

  void onEnd(String why) {
    if (!ended) {
      ended = true;
      link().ended(why);
    }
  }

  private Link link() {
    return Objects.requireNonNull(link, "stream carries no link yet");
  }

  @Override
  public boolean isReady() {
    return !ended && isCallReady();
  }

  @Override
  public int send(List<Frame> frames, long acknowledgedBytes) {
    ByteString message = codec.encode(frames, acknowledgedBytes);
    if (!ended) {
      sendMessage(message);
    }
    return message.size();
  }

  @Override
  public void close(DisconnectReason reason, String detail) {
    if (!ended) {
      ended = true;
      end(
          unreadable && reason == DisconnectReason.PROTOCOL
              ? Statuses.invalid(detail)
              : Statuses.of(reason, detail));
    }
  }
}
