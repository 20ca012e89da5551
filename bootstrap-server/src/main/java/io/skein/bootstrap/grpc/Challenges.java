package io.skein.bootstrap.grpc;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces that need no memory: each carries its time and random bytes under a secret of this
 * process. Thread-safe.
 */
final class Challenges {
  static final Duration LIFETIME = Duration.ofSeconds(30);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BODY_BYTES = 16;
  private static final int NONCE_BYTES = BODY_BYTES + 32;

  private final SecureRandom random;
  private final SecretKeySpec secret;

  Challenges(SecureRandom random) {
    this.random = random;
    byte[] key = new byte[32];
    random.nextBytes(key);
    this.secret = new SecretKeySpec(key, ALGORITHM);
  }

  byte[] make(long nowNanos) {
    byte[] body =
        ByteBuffer.allocate(BODY_BYTES).putLong(nowNanos).putLong(random.nextLong()).array();
    return ByteBuffer.allocate(NONCE_BYTES).put(body).put(mac(body)).array();
  }

  boolean isFresh(byte[] nonce, long nowNanos) {
    if (nonce.length != NONCE_BYTES) {
      return false;
    }
    byte[] body = Arrays.copyOf(nonce, BODY_BYTES);
    byte[] seen = Arrays.copyOfRange(nonce, BODY_BYTES, NONCE_BYTES);
    long age = nowNanos - ByteBuffer.wrap(body).getLong();
    return MessageDigest.isEqual(mac(body), seen) && age >= 0 && age <= LIFETIME.toNanos();
  }

  private byte[] mac(byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("every JDK has " + ALGORITHM, impossible);
    }
  }
}
