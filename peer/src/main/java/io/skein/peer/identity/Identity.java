package io.skein.peer.identity;

import io.skein.peer.model.PeerId;
import io.skein.wire.Ed25519Key;
import io.skein.wire.PeerIds;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** placeholder until the seed lands. */
public final class Identity implements AutoCloseable {
  private final Ed25519Key key = Ed25519Key.generate(new SecureRandom());

  public static Identity loadOrCreate(Path dataDir) throws IOException {
    return new Identity();
  }

  public Ed25519Key key() {
    return key;
  }

  public PeerId id() {
    return PeerId.of(PeerIds.ofPublicKey(key.publicKey()));
  }

  public long epoch() {
    return System.currentTimeMillis() / 1000;
  }

  @Override
  public void close() {}
}
