package io.skein.peer.mesh;

/** Hears what neighbours do wrong, and judges them; used on the owner thread. */
public interface Misdeeds {
  /**
   * A neighbour did wrong. May end the link.
   *
   * @param detail for people, one sentence
   */
  void committed(Link link, Offence offence, String detail);

  /** A link ended; what is kept for it can go. */
  void closed(Link link);
}
