package io.skein.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificatesTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path folder;

  private final KeyMaterial old = Certificates.authority(claim("old"), RANDOM);
  private final KeyMaterial young = Certificates.authority(claim("young"), RANDOM);

  @Test
  void leafOfAnyAuthorityOfABundleIsAccepted() throws IOException {
    CaBundle both = bundle(old, young);

    assertThatCode(() -> check(both, Certificates.issue(claim("a"), old, RANDOM)))
        .doesNotThrowAnyException();
    assertThatCode(() -> check(both, Certificates.issue(claim("b"), young, RANDOM)))
        .doesNotThrowAnyException();
  }

  @Test
  void leafOfAnotherAuthorityIsRefused() throws IOException {
    CaBundle one = bundle(old);

    assertThatThrownBy(() -> check(one, Certificates.issue(claim("b"), young, RANDOM)))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("'CN=b' is not accepted");
  }

  @Test
  void expiredLeafIsRefused() throws IOException {
    CaBundle one = bundle(old);
    KeyMaterial expired =
        Certificates.issue(
            new Certificates.Claim(
                "late", List.of(), System.currentTimeMillis(), Duration.ofSeconds(-1)),
            old,
            RANDOM);

    assertThatThrownBy(() -> check(one, expired)).isInstanceOf(CertificateException.class);
  }

  @Test
  void leafIsNoAuthority() throws IOException {
    KeyMaterial leaf = Certificates.issue(claim("a"), old, RANDOM);
    KeyMaterial below = Certificates.issue(claim("below"), leaf, RANDOM);
    X509Certificate[] chain = {below.leaf(), leaf.leaf()};

    assertThatThrownBy(() -> bundle(old).check(chain, "UNKNOWN", true))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void filesAreMadeOnceAndReadAgain() throws IOException {
    KeyFiles files = KeyFiles.in(folder, "server");
    KeyMaterial made = files.loadOrCreate(() -> Certificates.selfSigned(claim("s"), RANDOM));

    assertThat(files.loadOrCreate(() -> old)).isEqualTo(made);
    assertThat(Files.getPosixFilePermissions(files.key())).hasSize(2);
  }

  @Test
  void keyOfAnotherCertificateIsRefused() throws IOException {
    KeyFiles.in(folder, "a").write(old);
    KeyFiles.in(folder, "b").write(young);

    assertThatThrownBy(() -> KeyMaterial.load(folder.resolve("a.pem"), folder.resolve("b.key")))
        .hasMessageContaining("do not belong together");
  }

  @Test
  void changedFileIsReadAgainAndAWrongOneChangesNothing() throws IOException {
    KeyFiles files = KeyFiles.in(folder, "a");
    files.write(old);
    WatchedFiles<KeyMaterial> watched =
        WatchedFiles.open(List.of(files.certificate(), files.key()), files::load);
    assertThat(watched.refresh()).isFalse();

    Files.writeString(files.certificate(), "nonsense");
    assertThatThrownBy(watched::refresh).hasMessageContaining(files.certificate().toString());
    assertThat(watched.refresh()).as("told once").isFalse();
    assertThat(watched.get()).isEqualTo(old);

    files.write(young);
    assertThat(watched.refresh()).isTrue();
    assertThat(watched.get()).isEqualTo(young);
  }

  private CaBundle bundle(KeyMaterial... authorities) throws IOException {
    Path file = folder.resolve("bundle.pem");
    Files.deleteIfExists(file);
    for (KeyMaterial authority : authorities) {
      KeyFiles files = KeyFiles.in(folder, "ca");
      files.write(authority);
      Files.write(
          file,
          Files.readAllBytes(files.certificate()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    return CaBundle.load(file);
  }

  private static void check(CaBundle bundle, KeyMaterial presented) throws CertificateException {
    X509Certificate[] chain = {presented.leaf()};
    bundle.check(chain, "UNKNOWN", true);
    bundle.check(chain, "UNKNOWN", false);
  }

  private static Certificates.Claim claim(String name) {
    return new Certificates.Claim(
        name, List.of("localhost"), System.currentTimeMillis(), Duration.ofDays(30));
  }
}
