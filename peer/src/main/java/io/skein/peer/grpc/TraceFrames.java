package io.skein.peer.grpc;

import io.skein.peer.mesh.Frame;
import io.skein.peer.model.PeerId;
import io.skein.proto.overlay.v1.TraceReport;
import java.util.concurrent.TimeUnit;

/** Stateless. Reports about traced batches, on the wire. */
final class TraceFrames {
  private static final int ID_BYTES = 16;
  private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(1);

  private TraceFrames() {}

  static TraceReport of(Frame.TraceReport report) {
    return TraceReport.newBuilder()
        .setTrace(report.trace())
        .setPeerId(report.peer().bytes())
        .setFromPeerId(report.from().bytes())
        .setHops(report.hops())
        .setLinkMicros(report.linkMicros())
        .setRelayMicros(report.relayMicros())
        .setAsked(report.asked())
        .build();
  }

  static Frame.TraceReport of(TraceReport in) {
    if (in.getTrace().size() != ID_BYTES) {
      throw new IllegalArgumentException(
          "trace id has " + in.getTrace().size() + " bytes, expected " + ID_BYTES);
    }
    return new Frame.TraceReport(
        in.getTrace(),
        new PeerId(in.getPeerId()),
        new PeerId(in.getFromPeerId()),
        LinkCodec.hops(in.getHops()),
        micros(in.getLinkMicros()),
        micros(in.getRelayMicros()),
        in.getAsked());
  }

  /** The field is unsigned: what Java takes for negative is large. */
  private static long micros(long field) {
    return field < 0 ? MAX_MICROS : Math.min(field, MAX_MICROS);
  }
}
