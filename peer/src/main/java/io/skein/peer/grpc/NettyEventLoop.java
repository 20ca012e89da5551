package io.skein.peer.grpc;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.ScheduledFuture;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe. The owner thread is the one Netty event loop that also reads and writes all of the
 * peer's sockets.
 */
public final class NettyEventLoop implements EventLoop {
  private static final Logger log = LoggerFactory.getLogger(NettyEventLoop.class);

  private final io.grpc.netty.shaded.io.netty.channel.EventLoop loop;

  /**
   * The loop of a group.
   *
   * @param group a group of one event loop
   */
  public NettyEventLoop(EventLoopGroup group) {
    this.loop = group.next();
  }

  @Override
  public void execute(Runnable task) {
    try {
      loop.execute(guarded(task));
    } catch (RejectedExecutionException e) {
      log.debug("a task came after the event loop had ended", e);
    }
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    ScheduledFuture<?> future = loop.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.error("a task of the owner thread failed; this is a bug, please report it", e);
      }
    };
  }

  @Override
  public boolean inLoop() {
    return loop.inEventLoop();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }
}
