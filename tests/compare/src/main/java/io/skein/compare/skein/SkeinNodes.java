package io.skein.compare.skein;

import io.skein.compare.app.Nodes;
import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import io.skein.peer.bench.HeapProbe;
import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.JavaProgram;
import io.skein.peer.bench.network.LocalNetwork;
import io.skein.peer.bench.network.LocalNetworkOptions;
import io.skein.peer.bench.network.LocalPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Peers of a local network; thread-safe. */
final class SkeinNodes implements Nodes {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalNetwork network;
  private final Workload workload;

  private SkeinNodes(LocalNetwork network, Workload workload) {
    this.network = network;
    this.workload = workload;
  }

  static SkeinNodes start(Workload workload, boolean insecure)
      throws IOException, InterruptedException {
    int peers = workload.hasOneNode() ? 1 : 2;
    LocalNetwork network =
        LocalNetwork.start(
            JavaProgram.ofThisProcess(), new LocalNetworkOptions(peers, insecure, List.of()));
    try {
      network.awaitReady(PATIENCE);
    } catch (IOException | InterruptedException | RuntimeException e) {
      network.close();
      throw e;
    }
    return new SkeinNodes(network, workload);
  }

  @Override
  public String publisherAddress() {
    return network.peers().getFirst().app();
  }

  @Override
  public String subscriberAddress() {
    return network.peers().getLast().app();
  }

  @Override
  public List<Child> processes() {
    return network.peers().stream().map(LocalPeer::child).toList();
  }

  /** The heap shows whether many subscribers cost memory. */
  @Override
  public Map<String, Double> look() throws IOException, InterruptedException {
    return workload.kind() == WorkloadKind.W3
        ? Map.of("heap_bytes", (double) HeapProbe.liveBytes(network.peers().getLast()))
        : Map.of();
  }

  @Override
  public void close() {
    network.close();
  }
}
