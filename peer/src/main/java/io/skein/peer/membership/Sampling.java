package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import java.util.random.RandomGenerator;

/**
 * Confined to the owner thread. Which peers a directory keeps when there are more than it can hold:
 * those whose mixed hash is under a threshold. So the same ones stay, every peer is as likely as
 * another, others cannot choose to be kept (the salt is secret), and the share that is kept tells
 * how large the network is.
 */
final class Sampling {
  private static final int SHRINK = 10;
  private static final int GROW = 100;

  private final long salt;
  private long threshold = Long.MAX_VALUE;

  Sampling(RandomGenerator random) {
    salt = random.nextLong();
  }

  boolean keeps(PeerId id) {
    return threshold == Long.MAX_VALUE || mix(head(id) ^ salt) >>> 1 <= threshold;
  }

  /** Keeps a tenth fewer. */
  void shrink() {
    threshold -= threshold / SHRINK;
  }

  /** Keeps a hundredth more; slowly, since those are yet to be heard of. */
  void grow() {
    long more = threshold + threshold / GROW;
    threshold = more < 0 ? Long.MAX_VALUE : more;
  }

  /** Whether there are peers that are not kept. */
  boolean isOn() {
    return threshold < Long.MAX_VALUE;
  }

  /** How many peers there are if so many are kept. */
  int estimate(int kept) {
    return isOn() ? (int) Math.round(kept / ((double) threshold / Long.MAX_VALUE)) : kept;
  }

  /** First 8 bytes of an id, which is a hash itself. */
  private static long head(PeerId id) {
    long head = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      head = head << Byte.SIZE | id.bytes().byteAt(i) & 0xFF;
    }
    return head;
  }

  /** The finalizer of MurmurHash3: every bit of the input changes half of the output. */
  private static long mix(long value) {
    long mixed = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ mixed >>> 33;
  }
}
