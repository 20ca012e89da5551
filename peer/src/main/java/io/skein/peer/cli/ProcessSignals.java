package io.skein.peer.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * SIGTERM, SIGINT and SIGHUP of this process; thread-safe. The second of the first two ends the
 * process at once, and so do 15 s after the first. A shutdown hook could not see a second signal;
 * {@code sun.misc.Signal} can, and is reached by reflection because javac warns about its name in a
 * way that cannot be turned off.
 */
final class ProcessSignals implements Signals {
  private static final long FORCE_AFTER_SECONDS = 15;
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  private final AtomicBoolean signalled = new AtomicBoolean();

  @Override
  public void onTermination(Runnable end) {
    handle("TERM", () -> onSignal(SIGTERM, end));
    handle("INT", () -> onSignal(SIGINT, end));
  }

  @Override
  public void onReload(Runnable reload) {
    ExecutorService oneAtATime =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().name("reload").factory());
    handle("HUP", () -> oneAtATime.execute(reload));
  }

  private void onSignal(int number, Runnable end) {
    int status = 128 + number;
    if (signalled.getAndSet(true)) {
      Runtime.getRuntime().halt(status);
    }
    CompletableFuture.delayedExecutor(FORCE_AFTER_SECONDS, TimeUnit.SECONDS)
        .execute(() -> Runtime.getRuntime().halt(status));
    Thread.ofPlatform().name("termination").daemon().start(end);
  }

  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> answer(action, method, arguments));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException noSignals) {
      if (name.equals("HUP")) {
        return; // Windows has none: changed files are found within seconds all the same.
      }
      throw new IllegalStateException("this JVM has no jdk.unsupported module", noSignals);
    }
  }

  /** Object's own methods reach the handler too; the action answers for it. */
  private static @Nullable Object answer(Runnable action, Method method, Object[] arguments)
      throws ReflectiveOperationException {
    if (!method.getName().equals("handle")) {
      return method.invoke(action, arguments);
    }
    action.run();
    return null;
  }
}
