package io.skein.peer.broadcast;

import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.Offence;
import java.time.Duration;

/** Confined to the owner thread. A neighbour that says what exists, and how far to believe it. */
final class Teller {
  /** Lanes of which it is heard at once: all that an honest one may have; about 2 MiB. */
  static final int MOST_CLAIMS = 16_384;

  /** Lanes of which it is asked at once, so that what it has comes in turn. */
  static final int MOST_ASKED = 64;

  /** So many claims that came to nothing, one after the other, and it is not heard for a while. */
  static final int MOST_UNFOUNDED = 64;

  /** For how long it is not heard; and at most so often it is blamed. */
  static final long DEAF_NANOS = Duration.ofMinutes(1).toNanos();

  private final Link link;
  private int claims;
  private int asked;
  private int unfounded;
  private long progressNanos;
  private long deafUntilNanos;
  private long blamedNanos;
  private boolean isToBlame;

  Teller(Link link, long nowNanos) {
    this.link = link;
    progressNanos = nowNanos;
    deafUntilNanos = nowNanos;
    blamedNanos = nowNanos - DEAF_NANOS;
  }

  Link link() {
    return link;
  }

  /** Whether it may say something of one more lane. */
  boolean mayClaim() {
    return claims < MOST_CLAIMS;
  }

  boolean mayBeAsked() {
    return asked < MOST_ASKED;
  }

  /** Whether nothing it says counts now. */
  boolean isUnheard(long nowNanos) {
    return nowNanos - deafUntilNanos < 0;
  }

  void claims(int more) {
    claims += more;
  }

  void asked(int more) {
    asked += more;
  }

  /** How many of its claims came to nothing since one did not. */
  int unfounded() {
    return unfounded;
  }

  /** When it last brought anything. */
  long progressNanos() {
    return progressNanos;
  }

  void progress(long nowNanos) {
    progressNanos = nowNanos;
  }

  /** It has brought what it said it has. */
  void kept() {
    unfounded = 0;
  }

  /** It did not. */
  void broke(long nowNanos) {
    unfounded++;
    if (unfounded >= MOST_UNFOUNDED) {
      unfounded = 0;
      deafUntilNanos = nowNanos + DEAF_NANOS;
      blame(nowNanos);
    }
  }

  /** Nobody has what it said it has. An honest one may have lost it, so it is not blamed often. */
  void blame(long nowNanos) {
    if (nowNanos - blamedNanos >= DEAF_NANOS) {
      blamedNanos = nowNanos;
      isToBlame = true;
    }
  }

  /** Is called to account, which may end the link. */
  void answerForIt() {
    if (isToBlame) {
      isToBlame = false;
      link.committed(Offence.UNFOUNDED, "it says that there are messages which nobody has");
    }
  }
}
