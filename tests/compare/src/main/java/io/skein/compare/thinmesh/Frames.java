package io.skein.compare.thinmesh;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.skein.compare.member.Intake;
import java.io.IOException;

/** {@code message Frame {repeated bytes payload = 1;}} in wire form; stateless. */
final class Frames {
  private static final int PAYLOAD = 1;
  private static final int TAG = PAYLOAD << 3 | 2;

  private Frames() {}

  /** Bytes of a field with so long a payload. */
  static int size(int length) {
    return 1 + CodedOutputStream.computeUInt32SizeNoTag(length) + length;
  }

  /** Writes a field; returns where it ends. */
  static int write(byte[] frame, int at, byte[] payload) {
    int next = at;
    frame[next++] = TAG;
    int length = payload.length;
    while (length > 0x7F) {
      frame[next++] = (byte) (length | 0x80);
      length >>>= 7;
    }
    frame[next++] = (byte) length;
    System.arraycopy(payload, 0, frame, next, payload.length);
    return next + payload.length;
  }

  /** Hands on each payload. */
  static void read(byte[] frame, int length, Intake intake) throws IOException {
    long now = System.nanoTime();
    CodedInputStream input = CodedInputStream.newInstance(frame, 0, length);
    while (!input.isAtEnd()) {
      if (input.readTag() != TAG) {
        throw new IOException("no payload at byte " + input.getTotalBytesRead());
      }
      int size = input.readRawVarint32();
      intake.accept(frame, input.getTotalBytesRead(), size, now);
      input.skipRawBytes(size);
    }
  }
}
