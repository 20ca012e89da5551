package io.skein.peer.identity;

import io.skein.peer.model.PeerId;
import io.skein.wire.Ed25519Key;
import io.skein.wire.PeerIds;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * Who this peer is during this boot. Immutable.
 *
 * @param key signs for the peer
 * @param epoch boot number; greater than those of all boots before
 */
public record Identity(Ed25519Key key, long epoch) {
  /** Checks the range. */
  public Identity {
    if (epoch < 1) {
      throw new IllegalArgumentException("a boot number is at least 1, not " + epoch);
    }
  }

  /**
   * The identity that lives in a folder; made at the first start. Blocks; the boot number is on the
   * disk when it returns.
   *
   * @param wallMillis wall clock in milliseconds since 1970
   * @throws IOException if the key is damaged or can be read by others; the message names the file
   *     and says what to do
   */
  public static Identity loadOrCreate(DataDirectory directory, long wallMillis) throws IOException {
    Path folder = directory.path();
    Ed25519Key key = new KeyFile(folder.resolve("identity.key")).loadOrCreate(new SecureRandom());
    return new Identity(key, new EpochFile(folder.resolve("epoch")).next(wallMillis));
  }

  /** An identity that ends with the process. */
  public static Identity ephemeral(SecureRandom random, long wallMillis) {
    return new Identity(Ed25519Key.generate(random), Math.max(1, wallMillis / 1000));
  }

  /** SHA-256 of the public key. */
  public PeerId id() {
    return PeerId.of(PeerIds.ofPublicKey(key.publicKey()));
  }

  /** Keeps the key out of logs. */
  @Override
  public String toString() {
    return "Identity[" + id().name() + ", epoch " + epoch + "]";
  }
}
