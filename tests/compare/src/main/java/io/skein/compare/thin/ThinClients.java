package io.skein.compare.thin;

import io.grpc.ManagedChannel;
import io.skein.compare.app.Clients;
import io.skein.compare.app.Flow;
import io.skein.compare.app.Outlet;
import io.skein.compare.app.PullOutlet;
import io.skein.compare.app.Receiver;
import io.skein.compare.model.Workload;
import io.skein.peer.bench.client.AppLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Apps of the chain, on the same event loop as Skein's; immutable. */
record ThinClients(int frameBytes) implements Clients {
  @Override
  public Outlet publish(Workload workload, String address) {
    AppLoop loop = new AppLoop();
    Flow flow = new Flow(workload);
    List<ThinPublisher> publishers = new ArrayList<>();
    PullOutlet outlet = new PullOutlet(loop, flow, () -> publishers.forEach(ThinPublisher::pull));
    int itemBytes = workload.messageBytes() + Frames.headBytes(workload.messageBytes());
    int count = workload.streams() > 1 ? 1 : Math.max(1, frameBytes / itemBytes);
    for (int i = 0; i < workload.publishers(); i++) {
      publishers.add(
          new ThinPublisher(
              loop.connect(address),
              flow,
              i,
              Frames.of(count, workload.messageBytes()),
              workload.messageBytes(),
              outlet::failed));
    }
    loop.execute(() -> publishers.forEach(ThinPublisher::start));
    return outlet;
  }

  @Override
  public Runnable subscribe(Workload workload, String address, List<Receiver> receivers)
      throws InterruptedException {
    AppLoop loop = new AppLoop();
    List<ManagedChannel> connections = new ArrayList<>();
    CountDownLatch unconfirmed = new CountDownLatch(receivers.size());
    for (int i = 0; i < receivers.size(); i++) {
      int place = Clients.connectionOf(i, receivers.size());
      if (place == connections.size()) {
        connections.add(loop.connect(address));
      }
      ThinSubscriber subscriber = new ThinSubscriber(receivers.get(i), unconfirmed::countDown);
      ManagedChannel connection = connections.get(place);
      loop.execute(() -> subscriber.start(connection));
    }
    unconfirmed.await();
    return loop::close;
  }
}
