package io.skein.peer.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.skein.proto.app.v1.TraceEnd;
import io.skein.proto.app.v1.TraceRequest;
import io.skein.proto.app.v1.TraceResponse;
import io.skein.proto.app.v1.TraceStarted;
import io.skein.proto.app.v1.TraceStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the way of one message through the network; confined to the thread that runs it. */
@Command(
    name = "trace",
    description = {
      "Publish one message and show the way it takes to every peer; 'asked' marks peers that had to"
          + " ask for it, since it was only announced to them.",
      "LINK: half the round trip of the last link; RELAY: time in the peer; ARRIVED: since the"
          + " publishing, estimated; ROUND TRIP: until the peer's report was back, measured. Fails if"
          + " a known peer does not report in time."
    },
    footer = {"", "Example: skein trace --timeout 2s"})
final class TraceCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final List<TraceStep> steps = new ArrayList<>();
  private TraceStarted started = TraceStarted.getDefaultInstance();

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Type of the message; subscribers get it (default: one of Skein's own).")
  private String type = "";

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long to wait for reports, at most 1m (default: 5s).")
  private Duration timeout = Duration.ofSeconds(5);

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.TEXT;

  TraceCommand(Terminal terminal) {
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
    TraceRequest request =
        TraceRequest.newBuilder().setType(type).setTimeoutMillis(timeout.toMillis()).build();
    try {
      Iterator<TraceResponse> events = peer.peers().trace(request);
      while (events.hasNext()) {
        TraceResponse event = events.next();
        switch (event.getEventCase()) {
          case STARTED -> started(event.getStarted());
          case STEP -> step(event.getStep());
          case END -> {
            return end(event.getEnd());
          }
          case EVENT_NOT_SET -> {
            // An event of a later version.
          }
        }
        terminal.out().flush();
      }
      throw new CommandFailure("the peer ended the trace before it was complete: try again");
    } catch (StatusRuntimeException failed) {
      throw peer.failure(failed.getStatus());
    }
  }

  private void started(TraceStarted event) {
    started = event;
    if (format == OutputFormat.JSON) {
      JsonObject json = event("started");
      json.addProperty("trace", HexFormat.of().formatHex(event.getTrace().toByteArray()));
      json.addProperty("peer", event.getPeerName());
      json.addProperty("type", event.getType());
      json.addProperty("known_peers", event.getKnownPeers());
      println(json);
    }
  }

  private void step(TraceStep event) {
    steps.add(event);
    if (format == OutputFormat.JSON) {
      JsonObject json = event("step");
      json.addProperty("peer", event.getPeerName());
      json.addProperty("from", event.getFromPeerName());
      json.addProperty("hops", event.getHops());
      json.addProperty("link_micros", event.getLinkMicros());
      json.addProperty("relay_micros", event.getRelayMicros());
      json.addProperty("asked", event.getAsked());
      json.addProperty("arrived_micros", event.getArrivedMicros());
      json.addProperty("round_trip_micros", event.getRoundTripMicros());
      println(json);
    }
  }

  private int end(TraceEnd event) {
    switch (format) {
      case TEXT -> {
        TraceTree.lines(started, steps).forEach(this::println);
        println(
            "reached %d of %d known peers"
                .formatted(started.getKnownPeers() - event.getMissing(), started.getKnownPeers()));
        event
            .getMissingPeerNamesList()
            .forEach(name -> println("no report from " + PeerTable.shortName(name)));
      }
      case JSON -> {
        JsonObject json = event("end");
        json.addProperty("reached", event.getReached());
        json.addProperty("missing", event.getMissing());
        var names = new JsonArray();
        event.getMissingPeerNamesList().forEach(names::add);
        json.add("missing_peers", names);
        println(json);
      }
    }
    return event.getMissing() == 0 ? 0 : 1;
  }

  private static JsonObject event(String what) {
    var json = new JsonObject();
    json.addProperty("event", what);
    return json;
  }

  private void println(Object line) {
    terminal.out().append(line.toString()).append('\n');
  }
}
