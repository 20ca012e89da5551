package io.skein.peer.membership;

/** How a link or a dial ended, as far as it decides who is dialled next. */
public enum LinkEnd {
  /** By an error, by silence, or by a refusal that another attempt may not change. */
  FAILED,

  /** The other has all the links that it can have. */
  FULL,

  /** One side had more links than it wants, and so had the other. */
  SURPLUS,

  /** Another link of the same pair stays. */
  REPLACED,

  /** The other has shut down. */
  LEFT,

  /** One side banned the other. */
  BANNED
}
