package io.skein.peer.cli;

import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.Gap;
import io.skein.proto.app.v1.Message;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The payloads as they are, a line feed behind each: what {@code skein pub} reads again. */
record RawOutput(Terminal terminal) implements SubscriptionOutput {
  @Override
  public void message(BatchHeader header, long sequence, Message message) {
    try {
      message.getPayload().writeTo(terminal.out());
      terminal.out().write('\n');
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void gap(Gap gap) {
    TextOutput.sayGap(terminal, gap);
  }
}
