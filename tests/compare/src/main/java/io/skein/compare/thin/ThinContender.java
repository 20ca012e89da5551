package io.skein.compare.thin;

import io.skein.compare.app.AppContender;
import io.skein.compare.app.Clients;
import io.skein.compare.app.Nodes;
import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A chain that does nothing but carry bytes; immutable.
 *
 * @param name what people type
 * @param frameBytes up to which size messages share a frame; 1 gives each its own
 */
public record ThinContender(String name, int frameBytes) implements AppContender {
  @Override
  public String settings() {
    return (frameBytes > 1
            ? "grpc-java carrying frames of " + (frameBytes >> 10) + " KiB, joined without parsing"
            : "grpc-java carrying one message per gRPC message")
        + "; bytes as they come, one event loop a process for server and channel, directExecutor,"
        + " sends behind each read burst, 1 MiB window, isReady honoured; no ids, no log, no types,"
        + " no receipts";
  }

  @Override
  public @Nullable String whyNot(Workload workload) {
    if (workload.kind() == WorkloadKind.W6) {
      return "has no types";
    }
    if (workload.tls()) {
      return "has no TLS";
    }
    return null;
  }

  @Override
  public Clients clients() {
    return new ThinClients(frameBytes);
  }

  @Override
  public Nodes startNodes(Workload workload) throws IOException, InterruptedException {
    return ThinNodes.start(workload.hasOneNode() ? 1 : 2, frameBytes);
  }
}
