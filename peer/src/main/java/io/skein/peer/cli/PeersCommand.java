package io.skein.peer.cli;

import com.google.gson.JsonObject;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.skein.proto.app.v1.Ban;
import io.skein.proto.app.v1.PeerLeft;
import io.skein.proto.app.v1.PeerStatus;
import io.skein.proto.app.v1.WatchPeersRequest;
import io.skein.proto.app.v1.WatchPeersResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the peers that a peer knows; confined to the thread that runs it. */
@Command(
    name = "peers",
    description = {
      "List the peers that a peer knows, and its links to them.",
      "LINK says which side opened the link; a peer without one is known but no neighbour.",
      "STATE: eager, lazy (slow: the other pulls) or silent (not heard of for 3s).",
      "EAGER: origins whose messages go to it unasked; PARENT: origins whose messages it brings.",
      "PENALTY: what it has to answer for, which fades; or how long it is banned."
    },
    footer = {"", "Example: skein peers --watch"})
final class PeersCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final List<PeerStatus> snapshot = new ArrayList<>();

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--watch",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description = "Then print changes as they happen, until Ctrl-C.")
  private boolean watch;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.TEXT;

  PeersCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    try (var context = Context.current().withCancellation();
        PeerConnection peer = connection.open()) {
      return context.call(() -> print(peer));
    }
  }

  private Integer print(PeerConnection peer) {
    try {
      Iterator<WatchPeersResponse> events =
          peer.peers().watchPeers(WatchPeersRequest.getDefaultInstance());
      while (events.hasNext()) {
        boolean more = take(events.next());
        terminal.out().flush();
        if (!more) {
          return 0;
        }
      }
      throw new CommandFailure("the peer ended the list before it was complete: try again");
    } catch (StatusRuntimeException failed) {
      throw peer.failure(failed.getStatus());
    }
  }

  private boolean take(WatchPeersResponse event) {
    switch (event.getEventCase()) {
      case PRESENT -> present(event.getPresent());
      case SNAPSHOT_END -> {
        if (format == OutputFormat.TEXT) {
          PeerTable.lines(snapshot).forEach(this::println);
        }
        return watch;
      }
      case JOINED -> change("joined", event.getJoined());
      case CHANGED -> change("changed", event.getChanged());
      case LEFT -> left(event.getLeft());
      case BANNED -> ban("banned", event.getBanned(), event.getBanned().getReason());
      case BAN_LIFTED ->
          ban("ban-lifted", event.getBanLifted().getBan(), event.getBanLifted().getReason());
      case EVENT_NOT_SET -> {
        // An event of a later version.
      }
    }
    return true;
  }

  private void present(PeerStatus peer) {
    switch (format) {
      case TEXT -> snapshot.add(peer);
      case JSON -> println(watch ? event("present", PeerJson.of(peer)) : PeerJson.of(peer));
    }
  }

  private void change(String what, PeerStatus peer) {
    switch (format) {
      case TEXT -> println(what + "  " + PeerTable.line(peer));
      case JSON -> println(event(what, PeerJson.of(peer)));
    }
  }

  private void ban(String what, Ban ban, String reason) {
    switch (format) {
      case TEXT -> println(what + "  " + BanTable.who(ban) + "  " + Text.printable(reason));
      case JSON -> {
        JsonObject json = BanTable.json(ban);
        json.addProperty("reason", reason);
        println(event(what, json));
      }
    }
  }

  private void left(PeerLeft left) {
    switch (format) {
      case TEXT ->
          println(
              "left  "
                  + PeerTable.shortName(left.getPeerName())
                  + "  "
                  + Text.printable(left.getReason()));
      case JSON -> {
        var peer = new JsonObject();
        peer.addProperty("peer", left.getPeerName());
        peer.addProperty("reason", left.getReason());
        println(event("left", peer));
      }
    }
  }

  private static JsonObject event(String what, JsonObject peer) {
    peer.addProperty("event", what);
    return peer;
  }

  private void println(Object line) {
    terminal.out().append(line.toString()).append('\n');
  }
}
