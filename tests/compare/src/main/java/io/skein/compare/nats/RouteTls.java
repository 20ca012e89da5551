package io.skein.compare.nats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A key and certificate for routes; immutable.
 *
 * @param certificate PEM file
 * @param key PEM file
 */
record RouteTls(Path certificate, Path key) {
  private static final String PASSWORD = "changeit";

  /** Makes a P-256 key, as Skein's links have, with the JDK's keytool. */
  static RouteTls create(Path directory) throws IOException, InterruptedException {
    Path store = directory.resolve("route.p12");
    makeKey(store);
    try {
      KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      return new RouteTls(
          pem(
              directory.resolve("route.crt"),
              "CERTIFICATE",
              keys.getCertificate("route").getEncoded()),
          pem(
              directory.resolve("route.key"),
              "PRIVATE KEY",
              keys.getKey("route", PASSWORD.toCharArray()).getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("keytool made a key that cannot be read", e);
    }
  }

  /** For the configuration of a cluster. */
  String block() {
    return ", tls { cert_file: \"%s\", key_file: \"%s\", ca_file: \"%s\" }"
        .formatted(certificate, key, certificate);
  }

  private static void makeKey(Path store) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "route",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1",
            "-ext",
            "bc=ca:true",
            "-keystore",
            store.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
  }

  private static Path pem(Path file, String what, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
  }
}
