package io.skein.wire.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stateless. Reads PEM files; every failure names the file and says what to do. */
public final class PemFile {
  private static final long MAX_BYTES = 1 << 20;
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private PemFile() {}

  /** All certificates of a file, at least one. */
  public static List<X509Certificate> certificates(Path file) throws IOException {
    byte[] bytes = read(file);
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      throw new IOException(
          file + " holds a certificate that cannot be read: " + e.getMessage(), e);
    }
    throw new IOException(
        file + " holds no certificate: expected PEM, -----BEGIN CERTIFICATE-----");
  }

  /** The private key of a file that only its owner and group can read. */
  public static PrivateKey privateKey(Path file) throws IOException {
    String text = secret(file);
    Matcher key = KEY.matcher(text);
    if (!key.find()) {
      throw new IOException(
          file
              + " holds no -----BEGIN PRIVATE KEY-----: convert it by 'openssl pkcs8 -topk8 -nocrypt'");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
    for (String algorithm : List.of("EC", "RSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (GeneralSecurityException other) {
        // Then it is of another kind.
      }
    }
    throw new IOException(file + " holds no EC or RSA key: make a P-256 one");
  }

  /** A text that others must not be able to read. */
  static String secret(Path file) throws IOException {
    byte[] bytes = read(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
      throw new IOException(
          "%s can be read by others: run 'chmod o-rwx %s', and make a new one if anyone may have read it"
              .formatted(file, file));
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The bytes of a file of at most 1 MiB. */
  public static byte[] read(Path file) throws IOException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException(file + " is larger than 1 MiB: is it the right file?");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("no such file: " + file, e);
    }
  }
}
