package io.skein.compare.embedded;

import io.skein.compare.app.Clients;
import io.skein.compare.app.Outlet;
import io.skein.compare.app.PushOutlet;
import io.skein.compare.app.Receiver;
import io.skein.compare.member.Member;
import io.skein.compare.member.MemberSystem;
import io.skein.compare.member.Place;
import io.skein.compare.model.Workload;
import java.io.IOException;
import java.util.List;

/** Two members in two processes: one publishes, the other listens; immutable. */
record MemberClients(MemberSystem system) implements Clients {
  @Override
  public Outlet publish(Workload workload, String address)
      throws IOException, InterruptedException {
    Member member =
        system.join(new Place(0, 2, address, false, workload), (bytes, from, length, nanos) -> {});
    member.awaitOthers();
    return new PushOutlet(workload, new MemberSender(member));
  }

  @Override
  public Runnable subscribe(Workload workload, String address, List<Receiver> receivers)
      throws IOException, InterruptedException {
    Member member = system.join(new Place(1, 2, address, true, workload), receivers.get(0)::accept);
    member.awaitOthers();
    return member::close;
  }
}
