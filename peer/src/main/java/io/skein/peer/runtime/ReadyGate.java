package io.skein.peer.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread, but for {@link #reasons()}. Whether the peer is ready, and if not,
 * why; makes publishers wait until it is.
 */
public final class ReadyGate {
  private static final Duration UNREADY_TICK = Duration.ofMillis(20);
  private static final Duration READY_TICK = Duration.ofMillis(500);

  private final EventLoop loop;
  private final List<Supplier<Optional<String>>> checks;
  private final List<Consumer<Boolean>> observers = new ArrayList<>();
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private volatile List<String> reasons = List.of("starting");
  private EventLoop.@Nullable Timer timer;

  /**
   * A gate.
   *
   * @param checks each gives a reason why the peer is not ready, or none; called on the owner
   *     thread
   */
  public ReadyGate(EventLoop loop, List<Supplier<Optional<String>>> checks) {
    this.loop = loop;
    this.checks = List.copyOf(checks);
  }

  /** Calls an observer at each change of readiness. */
  public void observe(Consumer<Boolean> observer) {
    observers.add(observer);
  }

  /** Looks now, and from now on again and again. */
  public void start() {
    look();
    timer = loop.schedule(isReady() ? READY_TICK : UNREADY_TICK, this::start);
  }

  /** Looks now. */
  public void look() {
    boolean was = isReady();
    reasons = checks.stream().flatMap(check -> check.get().stream()).toList();
    boolean is = isReady();
    if (is != was) {
      observers.forEach(observer -> observer.accept(is));
    }
    while (isReady() && !waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  /** Runs a task once the peer is ready. */
  public void whenReady(Runnable task) {
    if (isReady()) {
      task.run();
    } else {
      waiting.add(task);
    }
  }

  public boolean isReady() {
    return reasons.isEmpty();
  }

  /** Why the peer is not ready, one sentence each; thread-safe. */
  public List<String> reasons() {
    return reasons;
  }

  /** Ends the looking. */
  public void close() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
