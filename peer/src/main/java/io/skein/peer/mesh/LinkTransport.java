package io.skein.peer.mesh;

import java.util.List;

/** The stream under a link; used on the owner thread only. */
public interface LinkTransport {
  /** Whether more may be sent now; if not, {@link Link#ready()} is called when it may again. */
  boolean isReady();

  /**
   * Sends frames in one message. What was handed over is not kept by the link.
   *
   * @param acknowledgedBytes bytes received and taken over on this link so far
   * @return serialized bytes of the message
   */
  int send(List<Frame> frames, long acknowledgedBytes);

  /** Ends the stream; what was sent before still goes out. */
  void close(DisconnectReason reason, String detail);

  /** Where the other side is, for people. */
  String remoteAddress();
}
