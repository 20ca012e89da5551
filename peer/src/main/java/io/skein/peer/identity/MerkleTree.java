package io.skein.peer.identity;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Confined to one thread. Hash trees as in RFC 6962, section 2.1, with SHA-256: a leaf is hashed
 * behind a zero byte and an inner node behind a one, so that neither can pass for the other.
 */
final class MerkleTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest sha256;

  MerkleTree() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * All levels of a tree: the leaves first, the root alone in the last one.
   *
   * @param contents of the leaves, at least one
   */
  List<List<ByteString>> levels(List<ByteString> contents) {
    List<List<ByteString>> levels = new ArrayList<>();
    List<ByteString> level = contents.stream().map(this::leaf).toList();
    levels.add(level);
    while (level.size() > 1) {
      level = above(level);
      levels.add(level);
    }
    return levels;
  }

  /** A node without a sibling is the one above it, too. */
  private List<ByteString> above(List<ByteString> level) {
    List<ByteString> above = new ArrayList<>((level.size() + 1) / 2);
    for (int i = 0; i + 1 < level.size(); i += 2) {
      above.add(node(level.get(i), level.get(i + 1)));
    }
    if (level.size() % 2 == 1) {
      above.add(level.getLast());
    }
    return above;
  }

  /** The siblings on the way from a leaf to the root, the lowest first. */
  static List<ByteString> path(List<List<ByteString>> levels, int leaf) {
    List<ByteString> path = new ArrayList<>(levels.size());
    int index = leaf;
    for (List<ByteString> level : levels) {
      int sibling = index ^ 1;
      if (sibling < level.size()) {
        path.add(level.get(sibling));
      }
      index >>= 1;
    }
    return path;
  }

  /**
   * The root that a leaf and its path lead to (RFC 9162, section 2.1.3.2); empty if a tree of so
   * many leaves has no such path.
   */
  Optional<ByteString> root(ByteString content, int index, int leaves, List<ByteString> path) {
    ByteString hash = leaf(content);
    int at = index;
    int last = leaves - 1;
    for (ByteString sibling : path) {
      if (last == 0) {
        return Optional.empty();
      }
      if (at % 2 == 1 || at == last) {
        hash = node(sibling, hash);
        while (at % 2 == 0 && at != 0) {
          at >>= 1;
          last >>= 1;
        }
      } else {
        hash = node(hash, sibling);
      }
      at >>= 1;
      last >>= 1;
    }
    return last == 0 ? Optional.of(hash) : Optional.empty();
  }

  /** SHA-256 of bytes as they are. */
  ByteString plain(ByteString bytes) {
    update(bytes);
    return digest();
  }

  private ByteString leaf(ByteString content) {
    sha256.update(LEAF);
    update(content);
    return digest();
  }

  private ByteString node(ByteString left, ByteString right) {
    sha256.update(NODE);
    update(left);
    update(right);
    return digest();
  }

  private void update(ByteString bytes) {
    for (ByteBuffer part : bytes.asReadOnlyByteBufferList()) {
      sha256.update(part);
    }
  }

  private ByteString digest() {
    return ByteString.copyFrom(sha256.digest());
  }
}
