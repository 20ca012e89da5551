package io.skein.compare.app;

import io.skein.compare.model.Contender;
import io.skein.compare.model.Running;
import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import java.io.IOException;

/** A contender of nodes and of apps in processes of their own; immutable. */
public interface AppContender extends Contender {
  /** Its client library; called in the processes of the apps. */
  Clients clients();

  /** Its apps have processes of their own. */
  @Override
  default boolean isFor(WorkloadKind kind) {
    return !kind.isEmbedded();
  }

  /** Starts its nodes and waits until they are linked. */
  Nodes startNodes(Workload workload) throws IOException, InterruptedException;

  @Override
  default Running start(Workload workload) throws IOException, InterruptedException {
    Nodes nodes = startNodes(workload);
    try {
      return RunningApps.start(name(), workload, nodes);
    } catch (IOException | InterruptedException | RuntimeException e) {
      nodes.close();
      throw e;
    }
  }
}
