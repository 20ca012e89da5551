package io.skein.peer.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Keeps a resume token; each write replaces the file as a whole. Confined to the thread that uses
 * it.
 *
 * @param path of the file
 */
record TokenFile(Path path) {
  /** The token; empty if there is no file yet. */
  Optional<ByteString> read() throws IOException {
    try {
      return Optional.of(ByteString.copyFrom(Files.readAllBytes(path)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  void write(ByteString token) throws IOException {
    Path written = path.resolveSibling(path.getFileName() + ".new");
    Files.write(written, token.toByteArray());
    Files.move(written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
