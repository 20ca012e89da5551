package io.skein.compare.jeromq;

import io.skein.compare.app.Clients;
import io.skein.compare.app.Outlet;
import io.skein.compare.app.PushOutlet;
import io.skein.compare.app.Receiver;
import io.skein.compare.embedded.MemberSender;
import io.skein.compare.member.Intake;
import io.skein.compare.member.Place;
import io.skein.compare.model.Workload;
import java.util.List;

/** Sockets of ZeroMQ, at proxies or at each other; immutable. */
final class JeroMqClients implements Clients {
  @Override
  public Outlet publish(Workload workload, String address) {
    JeroMqMember member = connect(workload, address, false, (bytes, from, length, nanos) -> {});
    member.awaitOthers();
    return new PushOutlet(workload, new MemberSender(member));
  }

  @Override
  public Runnable subscribe(Workload workload, String address, List<Receiver> receivers) {
    return connect(workload, address, true, receivers.get(0)::accept)::close;
  }

  private static JeroMqMember connect(
      Workload workload, String address, boolean listens, Intake intake) {
    if (!workload.kind().isEmbedded()) {
      return JeroMqMember.atProxy(address, listens, intake);
    }
    return JeroMqMember.direct(new Place(listens ? 1 : 0, 2, address, listens, workload), intake);
  }
}
