package io.skein.wire;

import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Checks Ed25519 signatures. */
public final class Ed25519Signatures {
  private Ed25519Signatures() {}

  /**
   * Whether the holder of a key signed these parts for this purpose. False, never an exception, for
   * keys and signatures that are not even well formed.
   */
  public static boolean verify(
      SigningContext context, byte[] publicKey, byte[] signature, byte[]... parts) {
    if (publicKey.length != Ed25519Key.KEY_BYTES
        || signature.length != Ed25519Key.SIGNATURE_BYTES) {
      return false;
    }
    var verifier = new Ed25519Signer();
    try {
      verifier.init(false, new Ed25519PublicKeyParameters(publicKey));
    } catch (IllegalArgumentException notAPoint) {
      return false;
    }
    feed(verifier, context, parts);
    return verifier.verifySignature(signature);
  }

  static void feed(Signer signer, SigningContext context, byte[]... parts) {
    byte[] prefix = context.prefix();
    signer.update(prefix, 0, prefix.length);
    for (byte[] part : parts) {
      signer.update(part, 0, part.length);
    }
  }
}
