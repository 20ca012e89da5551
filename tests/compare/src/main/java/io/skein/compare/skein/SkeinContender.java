package io.skein.compare.skein;

import io.skein.compare.app.AppContender;
import io.skein.compare.app.Clients;
import io.skein.compare.app.Nodes;
import io.skein.compare.model.Workload;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Peers as users run them; immutable.
 *
 * @param name what people type
 * @param alwaysPlaintext whether its links stay in plaintext even where a workload wants TLS
 */
public record SkeinContender(String name, boolean alwaysPlaintext) implements AppContender {
  @Override
  public String settings() {
    return "peers with default limits, links "
        + (alwaysPlaintext
            ? "in plaintext (--insecure) where the others have TLS"
            : "in plaintext (--insecure), with TLS 1.3 in the TLS workloads")
        + "; apps publish by PublishStream in requests of 16 KiB (of one message in W5, of one type in W6) and"
        + " subscribe by Subscribe, both over TCP on loopback";
  }

  @Override
  public @Nullable String whyNot(Workload workload) {
    if (alwaysPlaintext && !workload.tls()) {
      return "only for the TLS workloads; without TLS it is skein";
    }
    return null;
  }

  @Override
  public Clients clients() {
    return new SkeinClients();
  }

  @Override
  public Nodes startNodes(Workload workload) throws IOException, InterruptedException {
    return SkeinNodes.start(workload, alwaysPlaintext || !workload.tls());
  }
}
