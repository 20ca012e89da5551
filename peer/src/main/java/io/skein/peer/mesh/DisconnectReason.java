package io.skein.peer.mesh;

import io.skein.peer.membership.LinkEnd;

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
  NOT_ALLOWED,
  TRUST;

  private static final DisconnectReason[] REASONS = values();

  /**
   * The reason of a number on the wire; {@link #UNSPECIFIED} for one that this version does not
   * know.
   */
  public static DisconnectReason of(int number) {
    return number > 0 && number < REASONS.length ? REASONS[number] : UNSPECIFIED;
  }

  /** What membership makes of it. */
  LinkEnd linkEnd() {
    return switch (this) {
      case FULL -> LinkEnd.FULL;
      case SURPLUS -> LinkEnd.SURPLUS;
      case DUPLICATE_LINK -> LinkEnd.REPLACED;
      case DRAINING -> LinkEnd.LEFT;
      case BANNED -> LinkEnd.BANNED;
      case UNSPECIFIED,
          WRONG_NETWORK,
          VERSION,
          NOT_ALLOWED,
          DUPLICATE_IDENTITY,
          IDENTITY,
          TRUST,
          PROTOCOL,
          UNRESPONSIVE ->
          LinkEnd.FAILED;
    };
  }
}
