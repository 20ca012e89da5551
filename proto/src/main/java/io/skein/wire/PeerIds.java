package io.skein.wire;

import com.google.common.io.BaseEncoding;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Peer ids as bytes and as people read them. */
public final class PeerIds {
  /** Length of a peer id, in bytes. */
  public static final int BYTES = 32;

  private static final BaseEncoding BASE32 = BaseEncoding.base32().lowerCase().omitPadding();

  private PeerIds() {}

  /** The id of the peer that holds this key: its SHA-256. */
  public static byte[] ofPublicKey(byte[] publicKey) {
    return sha256(publicKey);
  }

  /** Base32, lower case, without padding: 52 characters. */
  public static String toText(byte[] peerId) {
    checkLength(peerId);
    return BASE32.encode(peerId);
  }

  /**
   * The reverse of {@link #toText}.
   *
   * @throws IllegalArgumentException if the text is no peer id; the message says why
   */
  public static byte[] fromText(String text) {
    byte[] peerId;
    try {
      peerId = BASE32.decode(text);
    } catch (IllegalArgumentException notBase32) {
      throw new IllegalArgumentException(
          "'" + text + "' is no peer id: expected 52 characters of a-z and 2-7", notBase32);
    }
    checkLength(peerId);
    return peerId;
  }

  /** SHA-256 of some bytes; 32 bytes. */
  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-256", impossible);
    }
  }

  private static void checkLength(byte[] peerId) {
    if (peerId.length != BYTES) {
      throw new IllegalArgumentException(
          "a peer id has " + BYTES + " bytes, but this one has " + peerId.length);
    }
  }
}
