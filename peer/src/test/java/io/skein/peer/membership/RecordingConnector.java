package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Confined to the test's thread. Writes down what membership wants, by the names of the peers. */
final class RecordingConnector implements Connector {
  final List<String> dials = new ArrayList<>();
  final List<PeerId> disconnects = new ArrayList<>();
  final List<Sent> sent = new ArrayList<>();

  record Sent(PeerId to, ViewMessage message) {}

  @Override
  public void dial(PeerRecord target, String address, Duration patience) {
    dials.add(address);
  }

  @Override
  public void disconnect(PeerId neighbour) {
    disconnects.add(neighbour);
  }

  @Override
  public void send(PeerId neighbour, ViewMessage message) {
    sent.add(new Sent(neighbour, message));
  }

  /** What was sent of one kind. */
  <T extends ViewMessage> List<T> sent(Class<T> kind) {
    return sent.stream().map(Sent::message).filter(kind::isInstance).map(kind::cast).toList();
  }
}
