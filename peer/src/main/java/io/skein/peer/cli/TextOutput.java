package io.skein.peer.cli;

import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.Gap;
import io.skein.proto.app.v1.Message;

/** One line a message for people: type and payload; gaps go to standard error. */
record TextOutput(Terminal terminal) implements SubscriptionOutput {
  @Override
  public void message(BatchHeader header, long sequence, Message message) {
    terminal
        .out()
        .append(header.getType())
        .append("  ")
        .append(Text.printable(message.getPayload()))
        .append('\n');
  }

  @Override
  public void gap(Gap gap) {
    sayGap(terminal, gap);
  }

  static void sayGap(Terminal terminal, Gap gap) {
    terminal.out().flush();
    terminal.say(
        "skein: gap: "
            + (gap.getCountIsExact() ? "" : "at most ")
            + gap.getCount()
            + " lost ("
            + Words.of(gap.getReason())
            + ")");
  }
}
