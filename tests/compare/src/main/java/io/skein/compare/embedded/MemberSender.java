package io.skein.compare.embedded;

import io.skein.compare.app.Sender;
import io.skein.compare.member.Member;
import java.io.IOException;

/** Publishes at a member; confined to one thread. */
public record MemberSender(Member member) implements Sender {
  @Override
  public void send(int stream, byte[] payload) throws IOException, InterruptedException {
    member.publish(payload);
  }

  @Override
  public void flush() throws IOException, InterruptedException {
    member.flush();
  }

  @Override
  public void close() {
    member.close();
  }
}
