package io.skein.peer.embedded;

import io.skein.peer.embedded.Outlet.ReceiptWish;
import io.skein.peer.embedded.Outlet.Taken;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageLimits;
import io.skein.peer.model.MessageType;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Publishing threads against the end of the peer, in all orders of their steps: who got {@code YES}
 * is told once that no receipt comes, and after the end nobody gets it.
 */
public class OutletModelTest {
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();
  private final Outlets outlets =
      new Outlets(null, null, null, new NoLoop(), MessageLimits.PAYLOAD_BYTES);
  private final Outlet outlet = new Outlet(outlets, "app", Lane.NORMAL, new MessageType("a"));

  @Operation
  public Taken add() {
    var listener = new Teller(told);
    Taken outcome = outlet.tryAdd(new byte[1], 0, 1, new byte[0], new ReceiptWish(false, listener));
    if (outcome == Taken.YES) {
      taken.incrementAndGet();
    }
    return outcome;
  }

  @Operation(runOnce = true)
  public void close() {
    outlets.close();
  }

  @Validate
  public void everybodyIsTold() {
    if (outlets.isEnded() && taken.get() != told.get()) {
      throw new IllegalStateException(taken + " were taken and " + told + " told");
    }
  }

  @Test
  void everybodyWhoIsTakenIsToldOfTheEnd() {
    new ModelCheckingOptions()
        .iterations(5)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(OutletModelTest.class);
  }

  private static final class Teller implements ReceiptListener {
    private final AtomicInteger told;

    Teller(AtomicInteger told) {
      this.told = told;
    }

    @Override
    public void reached(long sequence) {
      throw new AssertionError("nothing is handed over here");
    }

    @Override
    public void expired(long sequence) {
      throw new AssertionError("nothing is handed over here");
    }

    @Override
    public void abandoned() {
      told.incrementAndGet();
    }
  }

  /** Never comes to run anything. */
  private static final class NoLoop implements EventLoop {
    @Override
    public void execute(Runnable task) {}

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return () -> {};
    }

    @Override
    public boolean inLoop() {
      return false;
    }

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public long wallMillis() {
      return 0;
    }
  }
}
