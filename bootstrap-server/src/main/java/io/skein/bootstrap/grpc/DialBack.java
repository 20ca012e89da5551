package io.skein.bootstrap.grpc;

import io.skein.wire.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tries whether peers can be reached by TCP. Thread-safe; works on virtual threads, never on the
 * caller's.
 */
final class DialBack {
  static final Duration TIMEOUT = Duration.ofSeconds(3);

  private static final int MAX_AT_ONCE = 256;

  private final AddressRules rules;
  private final Semaphore permits = new Semaphore(MAX_AT_ONCE);

  DialBack(AddressRules rules) {
    this.rules = rules;
  }

  /**
   * Dials all addresses at once and tells within 3 s, on another thread, whether one answered.
   *
   * @param done takes nothing if one answered, else what was tried and seen
   */
  void dial(List<HostPort> addresses, InetAddress caller, Consumer<Optional<String>> done) {
    if (addresses.isEmpty()) {
      done.accept(Optional.of("the record has no addresses"));
    } else if (!permits.tryAcquire()) {
      done.accept(Optional.of("not tried: the server is busy; register again later"));
    } else {
      Thread.ofVirtual()
          .name("skein-dial-back")
          .start(
              () -> {
                try {
                  done.accept(dialAll(addresses, caller));
                } finally {
                  permits.release();
                }
              });
    }
  }

  private Optional<String> dialAll(List<HostPort> addresses, InetAddress caller) {
    BlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();
    for (HostPort address : addresses) {
      Thread.ofVirtual().start(() -> attempts.add(attempt(address, caller)));
    }
    var failures = new ArrayList<String>();
    long end = System.nanoTime() + TIMEOUT.toNanos();
    try {
      while (failures.size() < addresses.size()) {
        Attempt attempt = attempts.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (attempt == null) {
          failures.add("no answer within " + TIMEOUT.toSeconds() + " s");
          break;
        }
        if (attempt.failure().isEmpty()) {
          return Optional.empty();
        }
        failures.add(attempt.address() + ": " + attempt.failure().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failures.add("interrupted");
    }
    return Optional.of(String.join("; ", failures));
  }

  private Attempt attempt(HostPort address, InetAddress caller) {
    InetSocketAddress target = address.resolve();
    if (target.isUnresolved()) {
      return new Attempt(address, Optional.of("no such host"));
    }
    // The address that was checked is the one that is dialled: a name cannot change its meaning in
    // between.
    Optional<String> refusal = rules.whyNotDialled(target.getAddress(), caller);
    if (refusal.isPresent()) {
      return new Attempt(address, Optional.of("not tried: " + refusal.get()));
    }
    try (var socket = new Socket()) {
      socket.connect(target, (int) TIMEOUT.toMillis());
      return new Attempt(address, Optional.empty());
    } catch (IOException e) {
      return new Attempt(address, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private record Attempt(HostPort address, Optional<String> failure) {}
}
