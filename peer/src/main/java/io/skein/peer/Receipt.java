package io.skein.peer;

/** How far a message has come. */
public enum Receipt {
  /** This peer gave it an id and put it into its log. */
  ACCEPTED,

  /**
   * At least one other peer acknowledged that it has it: it survives the end of this process. Waits
   * while no other peer is linked.
   */
  RELAYED
}
