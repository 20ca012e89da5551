package io.skein.faults.history;

import java.util.List;

/** What an app did or was given; immutable. {@link EventLine} writes and reads it as a line. */
public sealed interface Event {
  /** An app is about to publish this. */
  record Published(Content content) implements Event {}

  /** A call's receipts so far: its first so many messages. */
  record Receipt(String app, long accepted, long relayed) implements Event {}

  /** A call ended well: all it published was relayed and its peer lives. */
  record Finished(String app) implements Event {}

  /**
   * A subscription stands.
   *
   * @param everything whether it matches all types, so that nothing may be passed over
   */
  record Subscribed(String reader, boolean everything) implements Event {}

  /** From here on this reader is owed all that is published. */
  record Owed(String reader) implements Event {}

  /** A reader was given a message at a position of its peer's log. */
  record Delivered(String reader, long position, Source source, long sequence, Content content)
      implements Event {}

  /**
   * A reader was told that messages will not come.
   *
   * @param exact whether the count is exact or an upper bound
   */
  record Gap(String reader, long count, boolean exact, List<Lost> ranges) implements Event {
    public Gap {
      ranges = List.copyOf(ranges);
    }
  }

  /** A subscription ended; nothing is owed any more. */
  record Ended(String reader) implements Event {}
}
