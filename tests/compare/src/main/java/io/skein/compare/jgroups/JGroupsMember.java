package io.skein.compare.jgroups;

import io.skein.compare.member.Intake;
import io.skein.compare.member.Member;
import io.skein.compare.member.Place;
import io.skein.compare.member.Waiting;
import java.io.IOException;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.util.MessageBatch;

/** A channel of JGroups; {@link #publish} is confined to one thread. */
final class JGroupsMember implements Member {
  private final JChannel channel;
  private final int members;

  private JGroupsMember(JChannel channel, int members) {
    this.channel = channel;
    this.members = members;
  }

  /** Connects; the group is named after its first port. */
  static JGroupsMember join(Place place, boolean batches, Intake intake) throws IOException {
    try {
      JChannel channel = new JChannel(Stack.of(place, batches));
      channel.setDiscardOwnMessages(true);
      channel.setReceiver(new Arrivals(intake));
      channel.connect("compare-" + place.parts().get(0));
      return new JGroupsMember(channel, place.members());
    } catch (Exception e) {
      throw new IOException("JGroups did not start: " + e, e);
    }
  }

  @Override
  public void awaitOthers() throws IOException, InterruptedException {
    Waiting.until(() -> channel.getView().size() == members, "JGroups has no full view");
  }

  @Override
  public void publish(byte[] payload) throws IOException {
    Message message = new BytesMessage(null, payload, 0, payload.length);
    message.setFlag(Message.TransientFlag.DONT_LOOPBACK);
    try {
      channel.send(message);
    } catch (Exception e) {
      throw new IOException("JGroups did not send", e);
    }
  }

  @Override
  public void close() {
    channel.close();
  }

  private record Arrivals(Intake intake) implements Receiver {
    @Override
    public void receive(Message message) {
      take(message, System.nanoTime());
    }

    @Override
    public void receive(MessageBatch batch) {
      long now = System.nanoTime();
      for (Message message : batch) {
        take(message, now);
      }
    }

    private void take(Message message, long now) {
      intake.accept(message.getArray(), message.getOffset(), message.getLength(), now);
    }
  }
}
