package io.skein.peer.access;

import io.skein.peer.model.MessageType;
import io.skein.peer.model.Pattern;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Immutable. What an app may do.
 *
 * @param publish types that it may publish match one of these
 * @param subscribe patterns that it may subscribe to are covered by these together
 * @param admin whether it may have the peer read its files again from another machine
 */
public record Permissions(List<Pattern> publish, List<Pattern> subscribe, boolean admin) {
  static final Permissions NONE = new Permissions(List.of(), List.of(), false);

  public Permissions {
    publish = List.copyOf(publish);
    subscribe = List.copyOf(subscribe);
  }

  public boolean mayPublish(MessageType type) {
    return publish.stream().anyMatch(pattern -> pattern.matches(type));
  }

  /** The first pattern that it may not subscribe to. */
  public Optional<Pattern> firstForbidden(Collection<Pattern> patterns) {
    return patterns.stream().filter(pattern -> !pattern.isCoveredBy(subscribe)).findFirst();
  }
}
