package io.skein.peer.mesh;

import io.skein.peer.mesh.Frame.ChunkSkip;
import io.skein.peer.mesh.Frame.Part;

/** Confined to the owner thread. Told of large batches on links that are up. */
public interface PartListener {
  /** A part of a large batch arrived. */
  void part(Link link, Part part);

  /** The other does not want all chunks of a batch; what was queued of them is gone already. */
  void skip(Link link, ChunkSkip skip);
}
