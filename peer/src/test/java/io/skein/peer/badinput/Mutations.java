package io.skein.peer.badinput;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Confined to one thread. Bytes that are nearly right: a few changes to good ones, the same for the
 * same seed.
 */
public final class Mutations {
  private static final int MOST_CHANGES = 4;
  private static final int MOST_INSERTED = 64;
  private static final byte[] EDGES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, 10, 18, 26};

  private final List<byte[]> good;
  private final Random random;

  public Mutations(List<byte[]> good, long seed) {
    this.good = List.copyOf(good);
    this.random = new Random(seed);
  }

  /** The next one. */
  public byte[] next() {
    byte[] bytes = good.get(random.nextInt(good.size())).clone();
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      bytes = changed(bytes);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes) {
    if (bytes.length == 0) {
      return inserted(bytes);
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = EDGES[random.nextInt(EDGES.length)];
      case 2 -> bytes[at] = (byte) random.nextInt();
      case 3 -> {
        return joined(bytes, 0, at, bytes, bytes.length);
      }
      case 4 -> {
        return inserted(bytes);
      }
      case 5 -> {
        int end = at + random.nextInt(bytes.length - at + 1);
        return joined(bytes, 0, at, bytes, end);
      }
      default -> {
        byte[] other = good.get(random.nextInt(good.size()));
        return joined(bytes, 0, at, other, other.length == 0 ? 0 : random.nextInt(other.length));
      }
    }
    return bytes;
  }

  private byte[] inserted(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    byte[] more = new byte[random.nextInt(MOST_INSERTED)];
    if (random.nextBoolean()) {
      random.nextBytes(more);
    } else {
      Arrays.fill(more, EDGES[random.nextInt(EDGES.length)]);
    }
    byte[] longer = new byte[bytes.length + more.length];
    System.arraycopy(bytes, 0, longer, 0, at);
    System.arraycopy(more, 0, longer, at, more.length);
    System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
    return longer;
  }

  /** A part of one, then the rest of another. */
  private static byte[] joined(byte[] first, int from, int to, byte[] second, int rest) {
    byte[] all = new byte[to - from + second.length - rest];
    System.arraycopy(first, from, all, 0, to - from);
    System.arraycopy(second, rest, all, to - from, second.length - rest);
    return all;
  }
}
