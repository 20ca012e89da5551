package io.skein.compare.nats;

import static io.skein.compare.model.WorkloadKind.W4;

import io.skein.compare.app.Nodes;
import io.skein.compare.embedded.MemberContender;
import io.skein.compare.member.Intake;
import io.skein.compare.member.Member;
import io.skein.compare.member.MemberSystem;
import io.skein.compare.member.Place;
import io.skein.compare.model.Workload;
import java.io.IOException;
import java.util.Set;

/** A routed server for each app of a broadcast; immutable. */
public final class NatsMesh implements MemberSystem {
  private NatsMesh() {}

  /** The contender. */
  public static MemberContender contender() {
    return new MemberContender(
        "nats-mesh",
        () ->
            NatsServers.version()
                + ", a server of its own for each app, all routed to each other; all apps in one"
                + " process with jnats, no echo, pending limits off",
        Set.of(W4),
        false,
        new NatsMesh());
  }

  @Override
  public Nodes nodes(Workload workload) throws IOException, InterruptedException {
    return NatsServers.start(workload.fan(), false);
  }

  @Override
  public Member join(Place place, Intake intake) throws IOException, InterruptedException {
    return NatsMember.connect(place, intake);
  }
}
