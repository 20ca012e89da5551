package io.skein.peer.cli;

import com.google.protobuf.ByteString;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.app.v1.SubscribeResponse;
import io.skein.proto.app.v1.Subscribed;
import java.io.IOException;
import java.util.Optional;

/** Takes the events of one subscription; confined to the thread that reads them. */
final class SubscriptionReader {
  private final Terminal terminal;
  private final SubscriptionOutput output;
  private final Optional<TokenFile> token;
  private long left;

  /**
   * Starts with nothing read.
   *
   * @param count after so many messages it is done
   */
  SubscriptionReader(
      Terminal terminal, SubscriptionOutput output, Optional<TokenFile> token, long count) {
    this.terminal = terminal;
    this.output = output;
    this.token = token;
    this.left = count;
  }

  /**
   * Takes one event.
   *
   * @return whether more are wanted
   */
  boolean take(SubscribeResponse event) throws IOException {
    switch (event.getEventCase()) {
      case SUBSCRIBED -> started(event.getSubscribed());
      case BATCH -> print(event.getBatch());
      case GAP -> output.gap(event.getGap());
      case CHECKPOINT -> save(event.getCheckpoint().getResumeToken());
      case CAUGHT_UP, EVENT_NOT_SET -> {
        // Nothing to tell: the messages themselves say where the subscription is.
      }
    }
    flush();
    return left > 0;
  }

  private void started(Subscribed subscribed) throws IOException {
    terminal.say(
        "skein: subscribed at "
            + JsonOutput.peerName(subscribed.getPeerId())
            + (subscribed.getOverlayReady() ? "" : ", which has no links to other peers yet"));
    save(subscribed.getResumeToken());
  }

  private void print(MessageBatch batch) {
    long sequence = batch.getHeader().getFirstSequence();
    for (var message : batch.getMessagesList()) {
      if (left <= 0) {
        return;
      }
      output.message(batch.getHeader(), sequence, message);
      sequence++;
      left--;
    }
  }

  /** What the token covers has to be out before the token says so. */
  private void save(ByteString resumeToken) throws IOException {
    flush();
    if (token.isPresent()) {
      token.get().write(resumeToken);
    }
  }

  private void flush() {
    terminal.out().flush();
    if (terminal.out().checkError()) {
      throw new CommandFailure("standard output is closed");
    }
  }
}
