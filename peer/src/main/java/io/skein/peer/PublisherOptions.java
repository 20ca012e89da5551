package io.skein.peer;

import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageType;

/**
 * Immutable. What a {@link Publisher} publishes, and as whom.
 *
 * @param type type of its messages: dot-separated tokens of A-Z a-z 0-9 _ -, 1 to 255 bytes; not
 *     one of {@code _skein.}
 * @param lane priority class of its messages
 * @param app name of the app, for subscriptions that leave out what their app published
 */
public record PublisherOptions(String type, Lane lane, String app) {
  /** The app of who names none: no app of another process can have this name. */
  static final String THIS_PROCESS = "(embedding process)";

  public PublisherOptions {
    if (new MessageType(type).isReserved()) {
      throw new IllegalArgumentException(
          "type '" + type + "' is reserved: choose one that does not start with _skein.");
    }
  }

  /**
   * Messages of a type, on the normal lane.
   *
   * @throws IllegalArgumentException if it is no type, naming the position of what is wrong
   */
  public static PublisherOptions of(String type) {
    return new PublisherOptions(type, Lane.NORMAL, THIS_PROCESS);
  }

  /** On another lane: urgent leaves a link first, bulk last. */
  public PublisherOptions on(Lane other) {
    return new PublisherOptions(type, other, app);
  }

  /** As an app of a name. */
  public PublisherOptions as(String name) {
    return new PublisherOptions(type, lane, name);
  }
}
