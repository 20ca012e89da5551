package io.skein.peer.model;

/** Priority class of a message; the order is the order of leaving a link. */
public enum Lane {
  URGENT,
  NORMAL,
  BULK;

  private static final Lane[] LANES = values();

  /** Number on the wire: 1 to 3. */
  public int number() {
    return ordinal() + 1;
  }

  /**
   * The lane of a number on the wire.
   *
   * @throws IllegalArgumentException unless 1 to 3
   */
  public static Lane of(int number) {
    if (number < 1 || number > LANES.length) {
      throw new IllegalArgumentException("lane is " + number + ", expected 1 to 3");
    }
    return LANES[number - 1];
  }
}
