package io.skein.bootstrap.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a connection may take to prove itself; on a clock that stands still until it is set. */
final class AcceptGuardTest {
  private static final InetSocketAddress CALLER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5);

  private final ConnectionTable table = new ConnectionTable(ConnectionLimits.DEFAULTS, () -> true);
  private final EmbeddedChannel listening =
      new EmbeddedChannel(new AcceptGuard(table, GuardedPort.PROOF));
  private final Accepted accepted = new Accepted();

  /** A connection of a real address, by which the table knows it. */
  private static final class Accepted extends EmbeddedChannel {
    @Override
    protected SocketAddress remoteAddress0() {
      return CALLER;
    }
  }

  @BeforeEach
  void accept() {
    listening.freezeTime();
    listening.writeInbound(accepted);
  }

  private void pass(long milliseconds) {
    listening.advanceTimeBy(milliseconds, TimeUnit.MILLISECONDS);
    listening.runScheduledPendingTasks();
    accepted.runPendingTasks();
  }

  @Test
  void connectionThatProvesNothingEndsAfterTenSeconds() {
    pass(9_999);
    assertThat(accepted.isOpen()).isTrue();
    pass(1);
    assertThat(accepted.isOpen()).isFalse();
    assertThat(table.displaced()).isEqualTo(1);
    assertThat(table.open()).isZero();
  }

  @Test
  void connectionThatOnlySendsSomethingEndsToo() {
    accepted.writeInbound("something");
    pass(10_000);
    assertThat(accepted.isOpen()).isFalse();
  }

  @Test
  void connectionThatProvedItselfStays() {
    pass(9_999);
    table.proved(CALLER);
    pass(100_000);
    assertThat(accepted.isOpen()).isTrue();
    assertThat(table.displaced()).isZero();
  }
}
