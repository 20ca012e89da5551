package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Judges who the other side of a link is; used on the owner thread. */
public interface LinkTrust {
  /**
   * Checks a Hello against the TLS session that it came on.
   *
   * @param session null without TLS
   */
  FrameCodec.HelloCheck.Verdict check(
      SignedPeerRecord record, ByteString tlsProof, @Nullable SSLSession session);
}
