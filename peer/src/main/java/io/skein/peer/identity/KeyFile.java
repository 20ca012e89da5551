package io.skein.peer.identity;

import com.google.common.io.BaseEncoding;
import io.skein.wire.Ed25519Key;
import io.skein.wire.PeerIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/**
 * The file with the secret key: a title, the seed in hexadecimal, and the peer id, which proves
 * that the seed is intact. Immutable.
 */
final class KeyFile {
  private static final String TITLE = "skein identity 1";
  private static final String SEED = "seed ";
  private static final String PEER = "peer ";
  private static final BaseEncoding HEX = BaseEncoding.base16().lowerCase();
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private final Path file;

  KeyFile(Path file) {
    this.file = file;
  }

  Ed25519Key loadOrCreate(SecureRandom random) throws IOException {
    if (Files.notExists(file)) {
      return create(random);
    }
    checkPermissions();
    return parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
  }

  private Ed25519Key create(SecureRandom random) throws IOException {
    Ed25519Key key = Ed25519Key.generate(random);
    DurableFile.write(
        file,
        "%s%n%s%s%n%s%s%n".formatted(TITLE, SEED, HEX.encode(key.seed()), PEER, peerName(key)));
    return key;
  }

  private void checkPermissions() throws IOException {
    if (!DurableFile.isPosix(file)) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER.containsAll(permissions)) {
      throw new IOException(
          "identity %s can be read by others (%s): run 'chmod 600 %s', and make a new one if anyone may have read it"
              .formatted(file, PosixFilePermissions.toString(permissions), file));
    }
  }

  private Ed25519Key parse(List<String> lines) throws IOException {
    if (lines.size() != 3
        || !lines.get(0).equals(TITLE)
        || !lines.get(1).startsWith(SEED)
        || !lines.get(2).startsWith(PEER)) {
      throw corrupt("it has not the three lines of an identity");
    }
    String seed = lines.get(1).substring(SEED.length());
    if (seed.length() != 2 * Ed25519Key.KEY_BYTES || !HEX.canDecode(seed)) {
      throw corrupt("its seed is not 64 hexadecimal digits");
    }
    Ed25519Key key = Ed25519Key.fromSeed(HEX.decode(seed));
    if (!lines.get(2).substring(PEER.length()).equals(peerName(key))) {
      throw corrupt("its seed and its peer id do not belong together");
    }
    return key;
  }

  // Never make a new one instead: the peer would come back as a stranger, and nobody would know
  // why.
  private IOException corrupt(String why) {
    return new IOException(
        "identity %s is corrupt: %s; restore it from a backup, or move it away to start as a new peer"
            .formatted(file, why));
  }

  private static String peerName(Ed25519Key key) {
    return PeerIds.toText(PeerIds.ofPublicKey(key.publicKey()));
  }
}
