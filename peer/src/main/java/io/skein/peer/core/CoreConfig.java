package io.skein.peer.core;

import io.skein.peer.compression.CompressionConfig;
import io.skein.peer.log.BatchMemory;
import io.skein.peer.log.LogLimits;
import io.skein.peer.mesh.MeshConfig;
import io.skein.peer.model.BatchProofs;

/**
 * Immutable. What the protocol of one peer is made with.
 *
 * @param mesh who it is
 * @param log how much it remembers
 * @param memory where the log's bytes are
 * @param flood whether every batch goes to all neighbours, without trees
 * @param proofs proves own batches, and checks others'
 * @param compression which batches it compresses, if it can
 * @param limits how much else it holds
 */
public record CoreConfig(
    MeshConfig mesh,
    LogLimits log,
    BatchMemory memory,
    boolean flood,
    BatchProofs proofs,
    CompressionConfig compression,
    CoreLimits limits) {}
