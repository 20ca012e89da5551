package io.skein.peer.mesh;

import org.jspecify.annotations.Nullable;

/** What a neighbour did that no honest one does. */
public enum Offence {
  /** A batch whose proof does not fit it. */
  BAD_PROOF(24, null),

  /** A batch without a proof, in a network that wants one. */
  NO_PROOF(24, null),

  /** A batch that no honest origin makes: it overlaps in part with what was seen. */
  INVALID_BATCH(24, DisconnectReason.PROTOCOL),

  /** Bytes that are no frame, or one with a value out of its range. */
  INVALID_FRAME(24, DisconnectReason.PROTOCOL),

  /** A frame at the wrong time: before Hello, a second Hello, a batch before the watermarks. */
  WRONG_ORDER(24, DisconnectReason.PROTOCOL),

  /** A Hello that does not prove who it is from. */
  BAD_IDENTITY(4, DisconnectReason.IDENTITY),

  /** No Hello in time. */
  NO_HELLO(10, DisconnectReason.PROTOCOL),

  /** A peer record that its peer did not sign. */
  BAD_RECORD(10, null),

  /** More in one frame than it may hold; the rest was not read. */
  OVERSIZED(10, null),

  /** Says that messages exist which nobody has; an honest one may have lost them. */
  UNFOUNDED(10, null),

  /** An answer to nothing that was asked; one that is late looks alike. */
  UNASKED(1, null),

  /** A second of more control frames than the budget of a link; the rest was not read. */
  FLOOD(24, null);

  private final int weight;
  private final @Nullable DisconnectReason ends;

  Offence(int weight, @Nullable DisconnectReason ends) {
    this.weight = weight;
    this.ends = ends;
  }

  /** What it adds to the penalty of who did it; of 24, the fifth bans by default. */
  int weight() {
    return weight;
  }

  /** With what the link ends even if nobody is banned for it; null if it goes on. */
  @Nullable DisconnectReason ends() {
    return ends;
  }

  /** As people read it. */
  String text() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
