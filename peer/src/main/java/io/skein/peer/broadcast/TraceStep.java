package io.skein.peer.broadcast;

import io.skein.peer.mesh.Frame.TraceReport;

/**
 * Immutable. A peer got a traced batch, as its origin sees it.
 *
 * @param arrivedMicros from the publishing until the batch was there: the round trip without the
 *     links on the report's way back
 * @param roundTripMicros from the publishing until the report was at the origin
 */
public record TraceStep(TraceReport report, long arrivedMicros, long roundTripMicros) {}
