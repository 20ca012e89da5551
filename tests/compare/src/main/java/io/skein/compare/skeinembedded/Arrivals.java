package io.skein.compare.skeinembedded;

import io.skein.compare.member.Intake;
import io.skein.peer.Message;
import io.skein.peer.MessageListener;

/** Looks at the clock once for all messages of a batch; confined to the thread of its peer. */
final class Arrivals implements MessageListener {
  private final Intake intake;
  private long position = -1;
  private long nanos;

  Arrivals(Intake intake) {
    this.intake = intake;
  }

  @Override
  public void onMessage(Message message) {
    if (message.position() != position) {
      position = message.position();
      nanos = System.nanoTime();
    }
    byte[] payload = message.payloadBytes();
    intake.accept(payload, 0, payload.length, nanos);
  }
}
