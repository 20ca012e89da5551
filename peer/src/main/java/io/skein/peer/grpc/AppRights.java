package io.skein.peer.grpc;

import io.grpc.StatusException;
import io.skein.peer.access.Permissions;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.Pattern;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. What one call may do. Remembers what it said last: who publishes
 * one type again and again is looked up again only after a reload.
 */
final class AppRights {
  private final AppAccess access;
  private final Caller caller;
  private long checkedVersion = -1;
  private @Nullable MessageType checkedType;

  AppRights(AppAccess access, Caller caller) {
    this.access = access;
    this.caller = caller;
  }

  Caller caller() {
    return caller;
  }

  /** Fails unless the app may publish a type now. */
  void checkPublish(MessageType type) throws StatusException {
    if (checkedVersion == access.version() && type.equals(checkedType)) {
      return;
    }
    Permissions permissions = access.permissionsOf(caller);
    if (permissions != null && !permissions.mayPublish(type)) {
      throw access.denied("publish type", type.name(), caller.app());
    }
    checkedVersion = access.version();
    checkedType = type;
  }

  /** Fails unless the app may subscribe to all of the patterns now. */
  void checkSubscribe(List<Pattern> patterns) throws StatusException {
    Permissions permissions = access.permissionsOf(caller);
    if (permissions != null) {
      Optional<Pattern> forbidden = permissions.firstForbidden(patterns);
      if (forbidden.isPresent()) {
        throw access.denied("subscribe to pattern", forbidden.get().toString(), caller.app());
      }
    }
  }
}
