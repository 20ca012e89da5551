package io.skein.compare.nats;

import io.skein.compare.app.AppContender;
import io.skein.compare.app.Clients;
import io.skein.compare.app.Nodes;
import io.skein.compare.model.Workload;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** NATS as Debian has it, and its Java client; immutable. */
public final class NatsContender implements AppContender {
  @Override
  public String name() {
    return "nats";
  }

  @Override
  public String settings() {
    return NatsServers.version()
        + ", two routed servers (one for W3 and W6), max_pending 64 MiB and write_deadline 10 s as"
        + " shipped; jnats with a socket buffer of 64 KiB, pending limits off, blocking publish; with TLS"
        + " between the servers if asked";
  }

  @Override
  public @Nullable String whyNot(Workload workload) {
    return NatsServers.program().map(Path::toString).isPresent()
        ? null
        : "nats-server is not installed (Debian, Ubuntu: apt-get install nats-server)";
  }

  @Override
  public Clients clients() {
    return new NatsClients();
  }

  @Override
  public Nodes startNodes(Workload workload) throws IOException, InterruptedException {
    return NatsServers.start(workload.hasOneNode() ? 1 : 2, workload.tls());
  }
}
