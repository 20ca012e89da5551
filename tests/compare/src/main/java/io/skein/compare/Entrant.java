package io.skein.compare;

import io.skein.compare.model.Contender;
import io.skein.compare.model.Measurement;
import io.skein.compare.model.Running;
import io.skein.compare.model.Workload;
import io.skein.compare.report.Result;
import io.skein.peer.bench.Digits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A contender within one workload; it keeps quiet once it has failed. Confined to one thread. */
final class Entrant implements AutoCloseable {
  private final Contender contender;
  private final Workload workload;
  private final Consumer<String> say;
  private final List<Measurement> rounds = new ArrayList<>();
  private @Nullable Running running;
  private @Nullable String whyNot;

  Entrant(Contender contender, Workload workload, Consumer<String> say) {
    this.contender = contender;
    this.workload = workload;
    this.say = say;
  }

  /** Starts it, if it can run here, and warms it up. */
  void start(Duration warmup) throws InterruptedException {
    whyNot = contender.whyNot(workload);
    if (whyNot != null) {
      tell(whyNot);
      return;
    }
    tell("starting, warming up for " + warmup.toSeconds() + " s");
    try {
      Running started = contender.start(workload);
      running = started;
      if (warmup.isPositive()) {
        started.measure(warmup);
      }
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  /** One round. */
  void measure(Duration time) throws InterruptedException {
    if (running == null) {
      return;
    }
    try {
      Measurement found = running.measure(time);
      rounds.add(found);
      tell(describe(found));
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  /** Looks at what is left after the last round. */
  void conclude() throws InterruptedException {
    if (running == null || rounds.isEmpty()) {
      return;
    }
    try {
      rounds.add(running.conclude(rounds.removeLast()));
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  Result result() {
    return new Result(workload, contender.name(), contender.settings(), rounds, whyNot);
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  private void fail(Exception e) {
    whyNot = "failed: " + (e.getMessage() == null ? e.toString() : e.getMessage());
    tell(whyNot);
    close();
  }

  private void tell(String what) {
    say.accept(workload.name() + " " + contender.name() + ": " + what);
  }

  private static String describe(Measurement found) {
    String text =
        Digits.grouped(Math.round(found.rate()))
            + " deliveries/s, "
            + Digits.decimals(found.cpuPerMillion(), 2)
            + " CPU s per million";
    if (found.p50() > 0) {
      text += ", p50 / p99 " + Math.round(found.p50()) + " / " + Math.round(found.p99()) + " us";
    }
    return found.isClean()
        ? text
        : text
            + "; lost %,d, duplicated %,d, out of order %,d"
                .formatted(found.lost(), found.duplicated(), found.reordered());
  }
}
