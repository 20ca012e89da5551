package io.skein.peer.cli;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.skein.proto.app.v1.SubscribeRequest;
import io.skein.proto.app.v1.SubscribeResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints messages as they come; confined to the thread that runs it. */
@Command(
    name = "sub",
    description = {
      "Print messages whose type matches a PATTERN, until Ctrl-C.",
      "In a pattern * stands for one token, and > at its end for one or more. Messages go to"
          + " standard output; what was lost, and notices, to standard error."
    },
    footer = {
      "",
      "Examples: skein sub 'chat.>' --last 10",
      "          skein sub orders.new --token orders.token -o json"
    })
final class SubCommand implements Callable<Integer>, SelfChecking {
  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(arity = "1..64", paramLabel = "PATTERN", description = "Types or patterns, 1 to 64.")
  private List<String> patterns = List.of();

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "Start with the last N matching messages that the peer still has.")
  private @Nullable Long last;

  @Option(
      names = "--since",
      paramLabel = "TIME|DURATION",
      description = "Start with what arrived since then: 5m, or 2026-11-21T10:00:00Z.")
  private @Nullable StartTime since;

  @Option(
      names = "--token",
      paramLabel = "FILE",
      description =
          "Resume where FILE says, at this or another peer of the network, and keep FILE up to"
              + " date every second; what came after its last update comes again. While there is"
              + " no FILE, --last or --since say where to start.")
  private @Nullable Path token;

  @Option(
      names = "--accept-gap",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description = "If the token is too old, report what is lost and go on.")
  private boolean acceptGap;

  @Option(names = "--count", paramLabel = "N", description = "End after N messages.")
  private long count = Long.MAX_VALUE;

  @Option(
      names = "--slow",
      paramLabel = "POLICY",
      description =
          "When output is too slow: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Words.SlowWord slow = Words.SlowWord.CATCH_UP;

  @Option(
      names = "--no-echo",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description = "Leave out what was published under the same --app-name at this peer.")
  private boolean noEcho;

  @Option(
      names = "--raw",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description = "Print payloads as they are, each with a line feed.")
  private boolean raw;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.TEXT;

  SubCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public List<String> problems() {
    if (last != null && since != null) {
      return List.of("--last and --since: give one of them");
    }
    if (raw && format == OutputFormat.JSON) {
      return List.of("--raw and -o json: give one of them");
    }
    if (count < 1 || (last != null && last < 1)) {
      return List.of("--count and --last: expected at least 1");
    }
    return List.of();
  }

  @Override
  public Integer call() throws Exception {
    var cancellable = Context.current().withCancellation();
    var ended = new CountDownLatch(1);
    terminal.signals().onTermination(() -> cancel(cancellable, ended));
    try (PeerConnection peer = connection.open()) {
      return cancellable.call(() -> print(peer));
    } finally {
      terminal.out().flush();
      ended.countDown();
      cancellable.cancel(null);
    }
  }

  private static void cancel(Context.CancellableContext context, CountDownLatch ended) {
    context.cancel(null);
    try {
      ended.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Integer print(PeerConnection peer) throws IOException {
    var reader =
        new SubscriptionReader(
            terminal, output(), Optional.ofNullable(token).map(TokenFile::new), count);
    try {
      Iterator<SubscribeResponse> events = peer.messaging().subscribe(request());
      while (events.hasNext()) {
        if (!reader.take(events.next())) {
          return 0;
        }
      }
      throw new CommandFailure(
          "the peer ended the subscription: run it again, with --token to resume");
    } catch (StatusRuntimeException failed) {
      if (Context.current().isCancelled()) {
        return 0;
      }
      throw peer.failure(failed.getStatus());
    }
  }

  private SubscribeRequest request() throws IOException {
    SubscribeRequest.Builder request =
        SubscribeRequest.newBuilder()
            .addAllPatterns(patterns)
            .setNoEcho(noEcho)
            .setAcceptGap(acceptGap)
            .setSlowPolicy(slow.policy);
    Optional<ByteString> resume = token == null ? Optional.empty() : new TokenFile(token).read();
    if (resume.isPresent()) {
      request.setResumeToken(resume.get());
    } else if (last != null) {
      request.setLastMessages(last);
    } else if (since != null) {
      request.setArrivedSinceUnixMillis(since.at(terminal.clock().instant()).toEpochMilli());
    }
    return request.build();
  }

  private SubscriptionOutput output() {
    if (raw) {
      return new RawOutput(terminal);
    }
    return switch (format) {
      case TEXT -> new TextOutput(terminal);
      case JSON -> new JsonOutput(terminal);
    };
  }
}
