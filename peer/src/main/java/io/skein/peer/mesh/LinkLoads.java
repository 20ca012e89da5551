package io.skein.peer.mesh;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Confined to the owner thread. What waits for the links of a mesh, of batches and of control. */
public final class LinkLoads {
  private final Mesh mesh;

  public LinkLoads(Mesh mesh) {
    this.mesh = mesh;
  }

  /** Bytes that wait for all links. */
  public long bytes() {
    return mesh.allLinks().stream().mapToLong(LinkLoads::of).sum();
  }

  /** The link for which most waits; null if nothing waits for any. */
  public @Nullable Link heaviest() {
    return mesh.allLinks().stream()
        .filter(link -> of(link) > 0)
        .max(Comparator.comparingLong(LinkLoads::of))
        .orElse(null);
  }

  private static long of(Link link) {
    return link.queuedBytes() + link.queue().control().bytes();
  }
}
