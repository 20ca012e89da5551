package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.skein.peer.membership.AddressRules;
import io.skein.peer.model.PeerRecord;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.wire.Ed25519Key;
import io.skein.wire.Ed25519Signatures;
import io.skein.wire.SigningContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Believes a Hello whose record is signed by its key and not void, and whose sender
 * holds that key and the TLS leaf that was really presented. Insecure, the record is enough: ids
 * are claimed, not proved.
 */
public final class IdentityTrust implements LinkTrust {
  private static final byte[] ZERO = {0};

  private final boolean insecure;
  private final LongSupplier wallMillis;
  private final AddressRules rules;

  /** One that takes what peers of a closed network call themselves. */
  public IdentityTrust(boolean insecure, LongSupplier wallMillis) {
    this(insecure, wallMillis, new AddressRules(false));
  }

  /**
   * A trust.
   *
   * @param insecure whether links are plain
   * @param wallMillis wall clock, milliseconds since 1970. Peers renew their records half a day
   *     before they are void, so clocks may differ by hours
   * @param rules which addresses a peer may have
   */
  public IdentityTrust(boolean insecure, LongSupplier wallMillis, AddressRules rules) {
    this.insecure = insecure;
    this.wallMillis = wallMillis;
    this.rules = rules;
  }

  /** The proof that a sender puts into its Hello. */
  public static ByteString prove(Ed25519Key key, String network, byte[] leafSha256) {
    return ByteString.copyFrom(
        key.sign(SigningContext.TLS, network.getBytes(StandardCharsets.UTF_8), ZERO, leafSha256));
  }

  @Override
  public FrameCodec.HelloCheck.Verdict check(
      SignedPeerRecord signed, ByteString tlsProof, @Nullable SSLSession session) {
    return switch (RecordCodec.verify(signed, wallMillis.getAsLong())) {
      case RecordCodec.Verdict.Invalid invalid -> fault(invalid.why());
      case RecordCodec.Verdict.Valid valid -> {
        String fault =
            insecure
                ? null
                : faultOf(
                    valid.record().publicKey().toByteArray(),
                    valid.record().network(),
                    tlsProof,
                    session);
        yield fault == null ? checkAddresses(valid.record()) : fault(fault);
      }
    };
  }

  private FrameCodec.HelloCheck.Verdict checkAddresses(PeerRecord record) {
    for (String address : record.addresses()) {
      Optional<String> why = rules.whyNot(address);
      if (why.isPresent()) {
        return fault(
            "its record says that others are to dial %s; set --advertise to what they reach"
                .formatted(why.get()));
      }
    }
    return new FrameCodec.HelloCheck.Verdict(record, null);
  }

  private static FrameCodec.HelloCheck.Verdict fault(String why) {
    return new FrameCodec.HelloCheck.Verdict(null, why);
  }

  private static @Nullable String faultOf(
      byte[] key, String network, ByteString proof, @Nullable SSLSession session) {
    if (session == null) {
      return "the link is not encrypted";
    }
    byte[] leaf = PeerTls.leafSha256(session);
    return Ed25519Signatures.verify(
            SigningContext.TLS,
            key,
            proof.toByteArray(),
            network.getBytes(StandardCharsets.UTF_8),
            ZERO,
            leaf)
        ? null
        : "the TLS proof does not fit the certificate: is there a proxy in between?";
  }
}
