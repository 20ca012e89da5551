package io.skein.compare.nats;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.skein.compare.member.Intake;
import io.skein.compare.member.Member;
import io.skein.compare.member.Place;
import io.skein.compare.member.Waiting;
import java.io.IOException;
import java.time.Duration;

/** An app at its own server; {@link #publish} is confined to one thread. */
final class NatsMember implements Member {
  private static final String RESPONDER = "compare-member.";
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Connection connection;
  private final String subject;
  private final int index;
  private final int members;

  private NatsMember(Connection connection, Place place) {
    this.connection = connection;
    subject = place.workload().type(0);
    index = place.index();
    members = place.members();
  }

  static NatsMember connect(Place place, Intake intake) throws IOException, InterruptedException {
    Connection connection = NatsClients.connectWithoutEcho(place.parts().get(place.index()));
    Dispatcher dispatcher =
        connection.createDispatcher(
            message -> {
              byte[] payload = message.getData();
              intake.accept(payload, 0, payload.length, System.nanoTime());
            });
    dispatcher.setPendingLimits(-1, -1);
    dispatcher.subscribe(place.workload().pattern(0));
    Dispatcher responder =
        connection.createDispatcher(
            question -> connection.publish(question.getReplyTo(), new byte[0]));
    responder.subscribe(RESPONDER + place.index());
    NatsClients.flush(connection);
    return new NatsMember(connection, place);
  }

  /** Asks the app of each other server: what it hears, its server has subscribed to everywhere. */
  @Override
  public void awaitOthers() throws IOException, InterruptedException {
    for (int i = 0; i < members; i++) {
      String other = RESPONDER + i;
      Waiting.until(() -> answers(other), "NATS does not reach " + other);
    }
  }

  @Override
  public void publish(byte[] payload) {
    connection.publish(subject, payload);
  }

  @Override
  public void close() {
    NatsClients.close(connection);
  }

  private boolean answers(String other) {
    try {
      // No echo: it does not hear itself, and need not.
      return other.equals(RESPONDER + index)
          || connection.request(other, new byte[0], PATIENCE) != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
