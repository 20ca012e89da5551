package io.skein.compare.nats;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.skein.compare.app.Clients;
import io.skein.compare.app.Outlet;
import io.skein.compare.app.PushOutlet;
import io.skein.compare.app.Receiver;
import io.skein.compare.app.Sender;
import io.skein.compare.model.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The Java client of NATS; immutable. */
final class NatsClients implements Clients {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public Outlet publish(Workload workload, String address)
      throws IOException, InterruptedException {
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < workload.publishers(); i++) {
      connections.add(connect(address));
    }
    return new PushOutlet(workload, new Publishers(workload, connections));
  }

  @Override
  public Runnable subscribe(Workload workload, String address, List<Receiver> receivers)
      throws IOException, InterruptedException {
    List<Connection> connections = new ArrayList<>();
    List<Dispatcher> dispatchers = new ArrayList<>();
    for (int i = 0; i < receivers.size(); i++) {
      int place = Clients.connectionOf(i, receivers.size());
      if (place == connections.size()) {
        Connection connection = connect(address);
        connections.add(connection);
        Dispatcher dispatcher = connection.createDispatcher();
        dispatcher.setPendingLimits(-1, -1);
        dispatchers.add(dispatcher);
      }
      Receiver receiver = receivers.get(i);
      dispatchers
          .get(place)
          .subscribe(
              receiver.pattern(),
              message -> {
                byte[] payload = message.getData();
                receiver.accept(payload, 0, payload.length, System.nanoTime());
              });
    }
    for (Connection connection : connections) {
      flush(connection);
    }
    return () -> closeAll(connections);
  }

  static Connection connectWithoutEcho(String address) throws IOException, InterruptedException {
    return Nats.connect(options(address).noEcho().build());
  }

  private static Connection connect(String address) throws IOException, InterruptedException {
    return Nats.connect(options(address).build());
  }

  private static Options.Builder options(String address) {
    return Options.builder()
        .server(address)
        .bufferSize(BUFFER_BYTES)
        .connectionTimeout(PATIENCE)
        .noReconnect();
  }

  static void flush(Connection connection) throws IOException, InterruptedException {
    try {
      connection.flush(PATIENCE);
    } catch (TimeoutException e) {
      throw new IOException("nats-server did not answer", e);
    }
  }

  private static void closeAll(List<Connection> connections) {
    connections.forEach(NatsClients::close);
  }

  static void close(Connection connection) {
    try {
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection for each publisher; what is published leaves by the library's own thread. */
  private record Publishers(Workload workload, List<Connection> connections) implements Sender {
    @Override
    public void send(int stream, byte[] payload) {
      connections
          .get(stream % connections.size())
          .publish(workload.type(stream % workload.types()), payload);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      closeAll(connections);
    }
  }
}
