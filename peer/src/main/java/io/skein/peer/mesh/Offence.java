package io.skein.peer.mesh;

/** What a neighbour did that no honest one does. */
public enum Offence {
  /** A batch whose proof does not fit it. */
  BAD_PROOF,
  /** A batch without a proof, in a network that wants one. */
  NO_PROOF
}
