package io.skein.compare.skein;

import io.grpc.ManagedChannel;
import io.skein.compare.app.Clients;
import io.skein.compare.app.Flow;
import io.skein.compare.app.Outlet;
import io.skein.compare.app.PullOutlet;
import io.skein.compare.app.Receiver;
import io.skein.compare.model.Workload;
import io.skein.peer.bench.client.AppLoop;
import io.skein.peer.bench.client.PublishCall;
import io.skein.peer.bench.client.SubscribeCall;
import io.skein.proto.app.v1.SubscribeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The client of the benchmark: bytes in requests and responses, one event loop; immutable. */
final class SkeinClients implements Clients {
  @Override
  public Outlet publish(Workload workload, String address) {
    AppLoop loop = new AppLoop();
    Flow flow = new Flow(workload);
    List<PublishCall> calls = new ArrayList<>();
    PullOutlet outlet = new PullOutlet(loop, flow, () -> calls.forEach(PublishCall::pull));
    for (int i = 0; i < workload.publishers(); i++) {
      MessageSource source = new MessageSource(workload, i, flow, outlet::failed);
      calls.add(new PublishCall(loop, loop.connect(address), source));
    }
    loop.execute(() -> calls.forEach(PublishCall::start));
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
      Receiver receiver = receivers.get(i);
      SubscribeCall call =
          new SubscribeCall(
              loop, connections.get(place), new Delivered(receiver, unconfirmed::countDown));
      loop.execute(
          () -> {
            call.start(SubscribeRequest.newBuilder().addPatterns(receiver.pattern()).build());
            call.read();
          });
    }
    unconfirmed.await();
    return loop::close;
  }
}
