package io.skein.wire;

import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** An Ed25519 key pair. Immutable. */
public final class Ed25519Key {
  /** Length of the seed and of the public key, in bytes. */
  public static final int KEY_BYTES = 32;

  /** Length of a signature, in bytes. */
  public static final int SIGNATURE_BYTES = 64;

  // Not the JDK's: it takes about ten times as long.
  private final Ed25519PrivateKeyParameters privateKey;
  private final byte[] publicKey;

  private Ed25519Key(Ed25519PrivateKeyParameters privateKey) {
    this.privateKey = privateKey;
    this.publicKey = privateKey.generatePublicKey().getEncoded();
  }

  /** Makes a new key. */
  public static Ed25519Key generate(SecureRandom random) {
    return new Ed25519Key(new Ed25519PrivateKeyParameters(random));
  }

  /**
   * The key of a seed.
   *
   * @param seed 32 secret bytes
   */
  public static Ed25519Key fromSeed(byte[] seed) {
    if (seed.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "an Ed25519 seed has " + KEY_BYTES + " bytes, but this one has " + seed.length);
    }
    return new Ed25519Key(new Ed25519PrivateKeyParameters(seed));
  }

  /** The secret 32 bytes from which {@link #fromSeed} makes this key again. */
  public byte[] seed() {
    return privateKey.getEncoded();
  }

  /** The 32 bytes that others verify with. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** Signs the parts, one after the other; 64 bytes, the same ones each time. */
  public byte[] sign(SigningContext context, byte[]... parts) {
    var signer = new Ed25519Signer();
    signer.init(true, privateKey);
    Ed25519Signatures.feed(signer, context, parts);
    return signer.generateSignature();
  }
}
