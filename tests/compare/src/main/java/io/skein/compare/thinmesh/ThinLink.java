package io.skein.compare.thinmesh;

import io.skein.compare.member.Intake;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One stream to another member, of either side; confined to the event loop. */
final class ThinLink {
  private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
  private final BooleanSupplier ready;
  private final Consumer<InputStream> send;
  private final Intake intake;
  private final Runnable onSent;
  private byte[] buffer = new byte[2 * Frame.BYTES];

  /**
   * A link.
   *
   * @param ready whether gRPC wants more
   * @param onSent called when fewer frames wait
   */
  ThinLink(BooleanSupplier ready, Consumer<InputStream> send, Intake intake, Runnable onSent) {
    this.ready = ready;
    this.send = send;
    this.intake = intake;
    this.onSent = onSent;
  }

  /** Sends a frame when gRPC wants it. */
  void add(Frame frame) {
    waiting.add(frame);
    pump();
  }

  /** Sends what waits while gRPC wants it. */
  void pump() {
    boolean sent = false;
    while (!waiting.isEmpty() && ready.getAsBoolean()) {
      Frame frame = waiting.remove();
      send.accept(Wire.stream(frame.bytes(), frame.used()));
      sent = true;
    }
    if (sent) {
      onSent.run();
    }
  }

  int waiting() {
    return waiting.size();
  }

  /** Takes a frame that came. */
  void arrived(InputStream message) {
    try {
      // gRPC knows a whole message before it hands it over.
      int length = message.available();
      if (buffer.length < length) {
        buffer = new byte[length];
      }
      int read = message.readNBytes(buffer, 0, length);
      Frames.read(buffer, read, intake);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
