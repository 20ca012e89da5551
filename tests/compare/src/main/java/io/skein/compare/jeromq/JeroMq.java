package io.skein.compare.jeromq;

import static io.skein.compare.model.WorkloadKind.E1;
import static io.skein.compare.model.WorkloadKind.E2;
import static io.skein.compare.model.WorkloadKind.W1;
import static io.skein.compare.model.WorkloadKind.W2;

import io.skein.compare.app.AppContender;
import io.skein.compare.app.Clients;
import io.skein.compare.app.Nodes;
import io.skein.compare.member.MemberSystem;
import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ZeroMQ in Java: through two proxies, or straight from publisher to subscriber; immutable. */
public final class JeroMq implements AppContender {
  private static final Set<WorkloadKind> KINDS = Set.of(W1, W2, E1, E2);

  @Override
  public String name() {
    return "jeromq";
  }

  @Override
  public String settings() {
    return "JeroMQ 0.6.0, XPUB and SUB over TCP, through two proxies of XSUB and XPUB (E1 and E2:"
        + " straight), one I/O thread each, high-water mark of 4 million messages so that nothing is"
        + " dropped, subscribed to everything";
  }

  @Override
  public boolean isFor(WorkloadKind kind) {
    return KINDS.contains(kind);
  }

  @Override
  public @Nullable String whyNot(Workload workload) {
    return workload.tls() ? "has no TLS" : null;
  }

  @Override
  public Clients clients() {
    return new JeroMqClients();
  }

  @Override
  public Nodes startNodes(Workload workload) throws IOException, InterruptedException {
    return workload.kind().isEmbedded()
        ? ((MemberSystem) JeroMqMember::direct).nodes(workload)
        : Proxies.start();
  }
}
