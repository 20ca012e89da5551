package io.skein.compare.thin;

import io.skein.compare.app.Receiver;
import io.skein.compare.app.Stamp;

/**
 * Items one after the other, each with its length in front: bytes of a protobuf message with one
 * repeated field, so that frames can be joined without being read; stateless.
 */
final class Frames {
  private static final byte TAG = 1 << 3 | 2;

  private Frames() {}

  /** Bytes in front of a payload of so many bytes. */
  static int headBytes(int payloadBytes) {
    return 1 + (38 - Integer.numberOfLeadingZeros(payloadBytes | 1)) / 7;
  }

  /** A frame of {@code count} payloads that have no stamps yet. */
  static byte[] of(int count, int payloadBytes) {
    byte[] filler = Stamp.filler(payloadBytes);
    int head = headBytes(payloadBytes);
    byte[] frame = new byte[count * (head + payloadBytes)];
    for (int at = 0; at < frame.length; at += head + payloadBytes) {
      frame[at] = TAG;
      int rest = payloadBytes;
      for (int i = 1; i < head; i++) {
        frame[at + i] = (byte) (i == head - 1 ? rest : rest | 0x80);
        rest >>>= 7;
      }
      System.arraycopy(filler, 0, frame, at + head, payloadBytes);
    }
    return frame;
  }

  /** Hands over all payloads of a frame. */
  static void walk(byte[] frame, Receiver receiver, long arrivedNanos) {
    for (int at = 0; at < frame.length; ) {
      if (frame[at++] != TAG) {
        throw new IllegalArgumentException("no item at byte " + (at - 1) + " of a frame");
      }
      int length = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = frame[at++];
        length |= (next & 0x7F) << shift;
        if (next >= 0) {
          break;
        }
      }
      receiver.accept(frame, at, length, arrivedNanos);
      at += length;
    }
  }
}
