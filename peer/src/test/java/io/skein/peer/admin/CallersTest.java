package io.skein.peer.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelOutboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.skein.bootstrap.connections.ConnectionLimits;
import io.skein.bootstrap.connections.ConnectionTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** How long a caller may take; on a clock that stands still until it is set. */
final class CallersTest {
  private static final String REQUEST = "GET /livez HTTP/1.1\r\n\r\n";

  private final EmbeddedConnection caller =
      new EmbeddedConnection(
          new Callers(
              new ConnectionTable(ConnectionLimits.DEFAULTS, () -> true),
              Runnable::run,
              (request, local) -> Response.text(200, "alive")));

  private void ask() {
    caller.writeInbound(Unpooled.copiedBuffer(REQUEST, StandardCharsets.US_ASCII));
    caller.runPendingTasks();
  }

  @Test
  void callerThatAsksNoMoreIsClosedAfterTwoMinutes() {
    ask();
    caller.pass(119_999);
    assertThat(caller.isOpen()).isTrue();
    caller.pass(1);
    assertThat(caller.isOpen()).isFalse();
  }

  @Test
  void callerThatAsksEveryMinuteStays() {
    for (int minute = 0; minute < 10; minute++) {
      ask();
      caller.pass(60_000);
    }
    assertThat(caller.isOpen()).isTrue();
  }

  @Test
  void callerThatDoesNotTakeItsAnswerIsClosedAfterHalfAMinute() {
    caller.pipeline().addFirst(new Unread());
    ask();
    caller.pass(29_999);
    assertThat(caller.isOpen()).isTrue();
    caller.pass(1);
    assertThat(caller.isOpen()).isFalse();
  }

  @Test
  void callerThatTakesItsAnswerLateStays() {
    Unread unread = new Unread();
    caller.pipeline().addFirst(unread);
    ask();
    caller.pass(29_999);
    unread.read();
    caller.pass(30_000);
    assertThat(caller.isOpen()).isTrue();
  }

  /** Confined to the test. The other side reads nothing until it is told to. */
  private static final class Unread extends ChannelOutboundHandlerAdapter {
    private final Queue<ChannelPromise> waiting = new ArrayDeque<>();

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
      waiting.add(written);
    }

    void read() {
      for (ChannelPromise written : waiting) {
        var unused = written.setSuccess();
      }
    }
  }
}
