package io.skein.peer.badinput;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Stateless. Bytes that no protobuf library writes. */
final class Mangled {
  private Mangled() {}

  /** A field of bytes, whatever its real type is. */
  static byte[] field(int number, byte[] value) {
    ByteString.Output out = ByteString.newOutput();
    CodedOutputStream coded = CodedOutputStream.newInstance(out);
    try {
      coded.writeByteArray(number, value);
      coded.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteString().toByteArray();
  }

  /** An unknown group in a group in a group, so deep. */
  static byte[] groups(int depth) {
    byte[] nested = new byte[depth * 4];
    for (int i = 0; i < depth; i++) {
      tag(nested, 2 * i, WireFormat.WIRETYPE_START_GROUP);
      tag(nested, 2 * (depth + i), WireFormat.WIRETYPE_END_GROUP);
    }
    return nested;
  }

  private static void tag(byte[] target, int at, int wireType) {
    int tag = 100 << 3 | wireType;
    target[at] = (byte) (tag | 0x80);
    target[at + 1] = (byte) (tag >>> 7);
  }

  /** An unknown group that does not end. */
  static byte[] openGroup() {
    return Arrays.copyOf(groups(1), 2);
  }

  /** The end of an unknown group that never began. */
  static byte[] endOfGroup() {
    return Arrays.copyOfRange(groups(1), 2, 4);
  }

  static byte[] cut(byte[] whole, int missing) {
    return Arrays.copyOf(whole, whole.length - missing);
  }

  static byte[] join(byte[]... parts) {
    ByteString all = ByteString.EMPTY;
    for (byte[] part : parts) {
      all = all.concat(ByteString.copyFrom(part));
    }
    return all.toByteArray();
  }
}
