package io.skein.peer.mesh;

import java.util.IdentityHashMap;
import java.util.Map;

/** Confined to the owner thread. Ends a link at its fifth offence. */
public final class Strikes implements Misdeeds {
  /** Offences that end a link. */
  static final int MOST = 5;

  private final Map<Link, Integer> strikes = new IdentityHashMap<>();

  @Override
  public void committed(Link link, Offence offence, String detail) {
    if (strikes.merge(link, 1, Integer::sum) >= MOST) {
      link.close(DisconnectReason.PROTOCOL, detail + "; it was offence " + MOST + " of this link");
    }
  }

  @Override
  public void closed(Link link) {
    strikes.remove(link);
  }
}
