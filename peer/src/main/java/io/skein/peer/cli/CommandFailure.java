package io.skein.peer.cli;

import java.io.Serial;

/**
 * A command could not do what it was asked for; the message is one line that says what to do next.
 */
final class CommandFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }

  CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
