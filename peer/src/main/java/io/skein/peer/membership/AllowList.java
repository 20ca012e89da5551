package io.skein.peer.membership;

import io.skein.peer.model.PeerId;
import io.skein.wire.PeerIds;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Immutable. The peers that may be members of a closed network.
 *
 * @param peers at least one
 */
public record AllowList(Set<PeerId> peers) implements Predicate<PeerId> {
  public AllowList {
    peers = Set.copyOf(peers);
  }

  /**
   * Reads peer ids, one a line; {@code #} begins a comment.
   *
   * @param source name of the file
   * @throws IllegalArgumentException naming file and line of what is wrong
   */
  public static AllowList parse(String source, String text) {
    Set<PeerId> peers = new HashSet<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String id = lines.get(i).replaceFirst("#.*", "").strip();
      if (!id.isEmpty()) {
        peers.add(parse(source, i + 1, id));
      }
    }
    if (peers.isEmpty()) {
      throw new IllegalArgumentException(
          source + ": lists no peer: write the peer ids that may link, one a line");
    }
    return new AllowList(peers);
  }

  private static PeerId parse(String source, int line, String id) {
    try {
      return PeerId.of(PeerIds.fromText(id));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "%s:%d: '%s' is no peer id: expected 52 characters of a-z and 2-7"
              .formatted(source, line, id),
          wrong);
    }
  }

  @Override
  public boolean test(PeerId id) {
    return peers.contains(id);
  }
}
