package io.skein.peer;

import io.skein.peer.mesh.ConductConfig;
import io.skein.peer.model.Trust;

/**
 * Immutable. How a peer guards itself against others.
 *
 * @param open whether the network is the open internet: private and loopback addresses of peers are
 *     neither dialled nor passed on
 * @param conduct what it puts up with
 */
public record GuardConfig(boolean open, ConductConfig conduct) {
  /** A closed network, with the usual patience. */
  public static final GuardConfig DEFAULT = new GuardConfig(false, ConductConfig.DEFAULT);

  /**
   * What suits a kind of trust, unless told otherwise: a rate of origins where they are strangers.
   */
  static GuardConfig of(Trust trust) {
    return switch (trust) {
      case LINKS -> DEFAULT;
      case ORIGINS ->
          new GuardConfig(false, ConductConfig.DEFAULT.withOriginBytes(ConductConfig.OPEN_RATE));
    };
  }
}
