package io.skein.wire.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * A certificate and its key as two PEM files. Immutable.
 *
 * @param certificate the certificate with its chain, for everybody to read
 * @param key the private key, for its owner only
 */
public record KeyFiles(Path certificate, Path key) {
  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /** The files {@code NAME.pem} and {@code NAME.key} of a folder. */
  public static KeyFiles in(Path folder, String name) {
    return new KeyFiles(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
  }

  /** Reads both. */
  public KeyMaterial load() throws IOException {
    return KeyMaterial.load(certificate, key);
  }

  /** Reads both, or makes them if there is no key yet. */
  public KeyMaterial loadOrCreate(Supplier<KeyMaterial> maker) throws IOException {
    if (Files.notExists(key)) {
      write(maker.get());
    }
    return load();
  }

  /** Replaces both, each at once; the key last, so that a new pair is whole once it is there. */
  public void write(KeyMaterial material) throws IOException {
    StringBuilder chain = new StringBuilder();
    try {
      for (X509Certificate each : material.chain()) {
        chain.append(pem("CERTIFICATE", each.getEncoded()));
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("a certificate cannot be encoded: " + e.getMessage(), e);
    }
    Files.createDirectories(certificate.toAbsolutePath().getParent());
    replace(certificate, chain.toString(), "rw-r--r--");
    replace(key, pem("PRIVATE KEY", material.key().getEncoded()), "rw-------");
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, BASE64.encodeToString(bytes), what);
  }

  private static void replace(Path file, String text, String permissions) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
            }
            : new FileAttribute<?>[0];
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "new", ".pem", attributes);
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
