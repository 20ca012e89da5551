package io.skein.peer.mesh;

/**
 * Confined to the owner thread. Numbers of the links that stand: 0 to 31, the lowest free first.
 */
final class Slots {
  static final int COUNT = Integer.SIZE;

  private int taken;

  boolean areLeft() {
    return taken != -1;
  }

  /**
   * Takes the lowest free number.
   *
   * @throws IllegalStateException if none is left
   */
  int take() {
    int slot = Integer.numberOfTrailingZeros(~taken);
    if (slot == COUNT) {
      throw new IllegalStateException("all " + COUNT + " slots are taken");
    }
    taken |= 1 << slot;
    return slot;
  }

  void free(int slot) {
    taken &= ~(1 << slot);
  }
}
