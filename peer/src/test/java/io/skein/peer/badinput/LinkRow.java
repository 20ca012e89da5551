package io.skein.peer.badinput;

import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.UNAUTHENTICATED;

import io.grpc.Status;
import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.overlay.v1.Frame;
import io.skein.proto.overlay.v1.Hello;
import io.skein.proto.overlay.v1.PeerRecord;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A case of what comes over a link.
 *
 * @param sent messages of the other side
 * @param answer null: the link goes on as if nothing had come
 */
record LinkRow(String name, Function<Stranger, byte[][]> sent, @Nullable Refused answer) {
  @Override
  public String toString() {
    return name;
  }

  static LinkRow row(
      String name, Status.Code code, String text, Function<Stranger, byte[][]> sent) {
    return new LinkRow(name, sent, new Refused(code, text));
  }

  static LinkRow first(
      String name, Function<Stranger, byte[]> sent, Status.Code code, String text) {
    return row(name, code, text, s -> new byte[][] {sent.apply(s)});
  }

  static LinkRow later(
      String name, Function<Stranger, byte[]> sent, Status.Code code, String text) {
    return row(name, code, text, s -> new byte[][] {s.opening(), sent.apply(s)});
  }

  static LinkRow hello(
      String name, Function<Stranger, Hello.Builder> hello, Status.Code code, String text) {
    return first(name, s -> frame(f -> f.setHello(hello.apply(s))), code, text);
  }

  static LinkRow record(String name, UnaryOperator<PeerRecord.Builder> change, String text) {
    return hello(name, s -> s.hello(change), UNAUTHENTICATED, text);
  }

  static LinkRow header(String name, UnaryOperator<BatchHeader.Builder> change, String text) {
    return later(name, s -> Stranger.message(s.batch(change)), INVALID_ARGUMENT, text);
  }

  static LinkRow ignored(String name, Function<Stranger, byte[]> sent) {
    return new LinkRow(name, s -> new byte[][] {s.opening(), sent.apply(s)}, null);
  }

  static byte[] frame(UnaryOperator<Frame.Builder> change) {
    return Stranger.message(change.apply(Frame.newBuilder()));
  }
}
