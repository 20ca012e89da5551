package io.skein.peer.cli;

import io.skein.wire.HostPort;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A peer that only remembers what was done to it. */
final class FakePeer implements RunningPeer {
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean drained;

  @Override
  public String peerName() {
    return "fakepeer";
  }

  @Override
  public List<HostPort> addresses() {
    return List.of(HostPort.parse("127.0.0.1:1"));
  }

  @Override
  public AppAddress app() {
    return AppAddress.parse("127.0.0.1:2");
  }

  @Override
  public Optional<HostPort> http() {
    return Optional.empty();
  }

  @Override
  public void awaitTermination() throws InterruptedException {
    closed.await();
  }

  @Override
  public List<String> reload() {
    return List.of();
  }

  @Override
  public void drain() {
    drained = closed.getCount() > 0;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  boolean drainedBeforeItsEnd() {
    return drained;
  }
}
