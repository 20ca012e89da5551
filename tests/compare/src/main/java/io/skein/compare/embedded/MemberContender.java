package io.skein.compare.embedded;

import io.skein.compare.app.AppContender;
import io.skein.compare.app.Clients;
import io.skein.compare.app.Nodes;
import io.skein.compare.broadcast.RunningBroadcast;
import io.skein.compare.member.MemberSystem;
import io.skein.compare.model.Running;
import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A system with its app inside each node; immutable.
 *
 * @param description what it is and with which settings, asked for only when it is told
 * @param kinds workloads that it takes part in
 * @param hasTls whether what goes between nodes can be encrypted
 */
public record MemberContender(
    String name,
    Supplier<String> description,
    Set<WorkloadKind> kinds,
    boolean hasTls,
    MemberSystem system)
    implements AppContender {
  public MemberContender {
    kinds = Set.copyOf(kinds);
  }

  @Override
  public String settings() {
    return description.get();
  }

  @Override
  public boolean isFor(WorkloadKind kind) {
    return kinds.contains(kind);
  }

  @Override
  public @Nullable String whyNot(Workload workload) {
    return workload.tls() && !hasTls ? "not built with TLS" : null;
  }

  @Override
  public Clients clients() {
    return new MemberClients(system);
  }

  @Override
  public Nodes startNodes(Workload workload) throws IOException, InterruptedException {
    return system.nodes(workload);
  }

  @Override
  public Running start(Workload workload) throws IOException, InterruptedException {
    return workload.kind().isBroadcast()
        ? RunningBroadcast.start(name, workload, system)
        : AppContender.super.start(workload);
  }
}
