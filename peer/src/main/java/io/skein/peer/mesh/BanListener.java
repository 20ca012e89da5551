package io.skein.peer.mesh;

/** Hears of bans; called on the owner thread. */
public interface BanListener {
  /** Somebody is banned from now on. */
  void banned(Ban ban);

  /**
   * A ban has ended.
   *
   * @param why for people
   */
  default void lifted(Ban ban, String why) {}
}
