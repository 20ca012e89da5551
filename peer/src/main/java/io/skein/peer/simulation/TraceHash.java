package io.skein.peer.simulation;

/** Confined to one thread. A number that stands for all that happened, and in which order. */
final class TraceHash {
  private long state = 0x9E3779B97F4A7C15L;

  void add(long value) {
    // The finalizer of MurmurHash3, which lets each bit of its input change each bit of its output.
    long mixed = state ^ value;
    mixed = (mixed ^ mixed >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    state = (mixed ^ mixed >>> 33) + 0x9E3779B97F4A7C15L;
  }

  long value() {
    return state;
  }
}
