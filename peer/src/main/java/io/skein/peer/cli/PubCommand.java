package io.skein.peer.cli;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.skein.proto.app.v1.Message;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes a text or the lines of standard input; confined to the thread that runs it. */
@Command(
    name = "pub",
    description = {
      "Publish TEXT, or each line of standard input, as a message of TYPE.",
      "Lines are bytes: whatever stands between two line feeds is one message. Fails unless every"
          + " message got the receipt of --wait."
    },
    footer = {"", "Example: tail -f app.log | skein pub logs.app --wait relayed"})
final class PubCommand implements Callable<Integer> {
  private static final Duration FOREVER = Duration.ofDays(36_500);
  private static final Duration NOTICE_AFTER = Duration.ofSeconds(3);
  private static final int REQUEST_BYTES = 16 * 1024;
  private static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(
      index = "0",
      paramLabel = "TYPE",
      description = "Type of the messages, as in chat.room1.")
  private String type = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TEXT",
      description = "The message; without it, lines of standard input.")
  private @Nullable String text;

  @Option(
      names = "--lane",
      paramLabel = "LANE",
      description = "Priority: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Words.LaneWord lane = Words.LaneWord.NORMAL;

  @Option(
      names = "--header",
      paramLabel = "NAME=VALUE",
      description = "Header of every message; repeatable.")
  private Map<String, String> headers = new LinkedHashMap<>();

  @Option(
      names = "--wait",
      paramLabel = "RECEIPT",
      description =
          "accepted: by the peer; relayed: acknowledged by another peer too (default:"
              + " ${DEFAULT-VALUE}).")
  private Words.ReceiptWord wait = Words.ReceiptWord.ACCEPTED;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long to wait for receipts after the last message (default: for ever).")
  private Duration timeout = FOREVER;

  @Option(
      names = "--fail-when-not-ready",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description = "Fail instead of waiting while the peer has no links.")
  private boolean failWhenNotReady;

  PubCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (PeerConnection peer = connection.open()) {
      var call = new PublishCall();
      var requests =
          (ClientCallStreamObserver<PublishStreamRequest>) peer.publishing().publishStream(call);
      long sent = sendAll(call, requests);
      Optional<Status> end = awaitEnd(call);
      terminal.say(
          "published " + call.counts().getAccepted() + ", relayed " + call.counts().getRelayed());
      Status status = end.orElseThrow(this::timedOut);
      if (!status.isOk()) {
        throw peer.failure(status);
      }
      return reached(call) >= sent ? 0 : 1;
    }
  }

  private Optional<Status> awaitEnd(PublishCall call) throws InterruptedException {
    if (timeout.compareTo(NOTICE_AFTER) <= 0) {
      return call.awaitEnd(timeout);
    }
    Optional<Status> end = call.awaitEnd(NOTICE_AFTER);
    if (end.isPresent()) {
      return end;
    }
    terminal.say(
        "skein: waiting until all is " + wait + "; see 'skein status' for what the peer lacks");
    return call.awaitEnd(timeout.minus(NOTICE_AFTER));
  }

  private CommandFailure timedOut() {
    return new CommandFailure(
        "not every message is "
            + wait
            + " after "
            + Durations.format(timeout)
            + ": see 'skein status' for what the peer lacks, or give a longer --timeout");
  }

  private long sendAll(PublishCall call, ClientCallStreamObserver<PublishStreamRequest> requests)
      throws IOException, InterruptedException {
    var lines = new LineSource(terminal.in(), MAX_LINE_BYTES);
    long sent = 0;
    boolean first = true;
    while (true) {
      PublishStreamRequest request = nextRequest(lines, first);
      if (request.getMessagesCount() == 0 || !call.awaitReady(requests)) {
        break;
      }
      requests.onNext(request);
      sent += request.getMessagesCount();
      first = false;
    }
    requests.onCompleted();
    return sent;
  }

  /**
   * The next line and those that are at hand behind it; without messages at the end of the input.
   */
  private PublishStreamRequest nextRequest(LineSource lines, boolean first) throws IOException {
    PublishStreamRequest.Builder request = PublishStreamRequest.newBuilder().setLane(lane.lane);
    if (first) {
      request.setType(type).setReceipt(wait.receipt).setFailWhenNotReady(failWhenNotReady);
    }
    Optional<ByteString> line = text == null ? lines.next() : onlyText(first);
    int bytes = 0;
    while (line.isPresent()) {
      request.addMessages(
          Message.newBuilder().setPayload(line.get()).putAllHeaders(headers).build());
      bytes += line.get().size();
      line = bytes < REQUEST_BYTES && text == null ? lines.nextAtHand() : Optional.empty();
    }
    return request.build();
  }

  private Optional<ByteString> onlyText(boolean first) {
    return first ? Optional.ofNullable(text).map(ByteString::copyFromUtf8) : Optional.empty();
  }

  private long reached(PublishCall call) {
    return wait.receipt == Receipt.RECEIPT_RELAYED
        ? call.counts().getRelayed()
        : call.counts().getAccepted();
  }
}
