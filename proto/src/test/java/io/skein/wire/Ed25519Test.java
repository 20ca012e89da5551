package io.skein.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

class Ed25519Test {
  private static final byte[] SEED = new byte[32];
  private final Ed25519Key key = Ed25519Key.fromSeed(SEED);

  @Test
  void signatureCoversContextZeroByteAndParts() {
    byte[] message = "skein-record-v1\0hello".getBytes(UTF_8);
    byte[] expected = new byte[64];
    Ed25519.sign(SEED, 0, message, 0, message.length, expected, 0);

    assertThat(key.sign(SigningContext.RECORD, bytes("hel"), bytes("lo"))).isEqualTo(expected);
  }

  @Test
  void ownSignatureIsAccepted() {
    byte[] signature = key.sign(SigningContext.TLS, bytes("a"), bytes("b"));

    assertThat(verify(SigningContext.TLS, key.publicKey(), signature, "ab")).isTrue();
  }

  @Test
  void signatureOfAnotherPurposeKeyOrTextIsRefused() {
    byte[] signature = key.sign(SigningContext.TLS, bytes("ab"));
    Ed25519Key other = Ed25519Key.generate(new SecureRandom());

    assertThat(verify(SigningContext.REGISTER, key.publicKey(), signature, "ab")).isFalse();
    assertThat(verify(SigningContext.TLS, other.publicKey(), signature, "ab")).isFalse();
    assertThat(verify(SigningContext.TLS, key.publicKey(), signature, "ac")).isFalse();
  }

  @Test
  void malformedKeysAndSignaturesAreRefusedWithoutAnException() {
    byte[] signature = key.sign(SigningContext.TLS, bytes("ab"));
    byte[] noPoint = new byte[32];
    Arrays.fill(noPoint, (byte) 0xff);

    assertThat(verify(SigningContext.TLS, noPoint, signature, "ab")).isFalse();
    assertThat(verify(SigningContext.TLS, new byte[31], signature, "ab")).isFalse();
    assertThat(verify(SigningContext.TLS, key.publicKey(), new byte[63], "ab")).isFalse();
    assertThat(verify(SigningContext.TLS, key.publicKey(), noPoint64(), "ab")).isFalse();
  }

  @Test
  void seedGivesTheSameKeyAgain() {
    Ed25519Key made = Ed25519Key.generate(new SecureRandom());

    assertThat(Ed25519Key.fromSeed(made.seed()).publicKey()).isEqualTo(made.publicKey());
  }

  @Test
  void shortSeedIsRefused() {
    assertThatThrownBy(() -> Ed25519Key.fromSeed(new byte[31])).hasMessageContaining("31");
  }

  @Test
  void peerIdIsReadBackFromItsText() {
    byte[] id = PeerIds.ofPublicKey(key.publicKey());
    String text = PeerIds.toText(id);

    assertThat(text).matches("[a-z2-7]{52}");
    assertThat(PeerIds.fromText(text)).isEqualTo(id);
  }

  @Test
  void textThatIsNoPeerIdIsRefused() {
    assertThatThrownBy(() -> PeerIds.fromText("abc!")).hasMessageContaining("'abc!'");
    assertThatThrownBy(() -> PeerIds.fromText("mzxw6")).hasMessageContaining("3");
  }

  private static boolean verify(
      SigningContext context, byte[] publicKey, byte[] signature, String text) {
    return Ed25519Signatures.verify(context, publicKey, signature, bytes(text));
  }

  private static byte[] noPoint64() {
    byte[] bytes = new byte[64];
    Arrays.fill(bytes, (byte) 0xff);
    return bytes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
