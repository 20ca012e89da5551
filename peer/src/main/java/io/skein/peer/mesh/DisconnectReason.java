package io.skein.peer.mesh;

/** Why a link is refused or ended; the order is that of the wire's numbers. */
public enum DisconnectReason {
  UNSPECIFIED,
  WRONG_NETWORK,
  VERSION,
  FULL,
  BANNED,
  DUPLICATE_LINK,
  DUPLICATE_IDENTITY,
  DRAINING,
  IDENTITY,
  PROTOCOL,
  UNRESPONSIVE,
  SURPLUS,
  NOT_ALLOWED;

  private static final DisconnectReason[] REASONS = values();

  /**
   * The reason of a number on the wire; {@link #UNSPECIFIED} for one that this version does not
   * know.
   */
  public static DisconnectReason of(int number) {
    return number > 0 && number < REASONS.length ? REASONS[number] : UNSPECIFIED;
  }
}
