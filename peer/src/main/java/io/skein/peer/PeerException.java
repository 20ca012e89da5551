package io.skein.peer;

/** What a peer could not do, and why. Its message is a sentence that says what to do. */
public final class PeerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** The peer is shutting down or closed: go on at another peer of the network. */
    CLOSED,
    /** A message left the log before any other peer had it: publish it again. */
    EXPIRED,
    /**
     * What the resume token asks for has left the log: accept the gap, or start without a token.
     */
    TOKEN_TOO_OLD,
    /** Too many subscriptions are open: close some. */
    TOO_MANY_SUBSCRIPTIONS
  }

  private final Reason reason;

  PeerException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  static PeerException closed() {
    return new PeerException(
        Reason.CLOSED, "this peer is shutting down: go on at another peer of the network");
  }

  static PeerException expired(long sequence) {
    return new PeerException(
        Reason.EXPIRED,
        "message %d left this peer's log before any neighbour had it: publish it again"
            .formatted(sequence));
  }

  /** Why, for programs. */
  public Reason reason() {
    return reason;
  }
}
