package io.skein.peer.core;

import io.skein.peer.log.BatchMemory;
import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.MeshConfig;

/**
 * Immutable. What the protocol of one peer is made with.
 *
 * @param mesh who it is
 * @param log how much it remembers
 * @param memory where the log's bytes are
 * @param flood whether every batch goes to all neighbours, without trees
 */
public record CoreConfig(MeshConfig mesh, LogLimits log, BatchMemory memory, boolean flood) {}
