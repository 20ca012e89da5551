package io.skein.faults.scenario;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.skein.faults.app.Plan;
import io.skein.faults.app.PublishingApp;
import io.skein.faults.app.ReadingApp;
import io.skein.faults.history.History;
import io.skein.faults.history.Verdict;
import io.skein.faults.network.Cluster;
import io.skein.faults.network.Peer;
import io.skein.faults.network.Waiting;
import io.skein.faults.network.Wires;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Where one scenario happens: its processes, apps, history and findings; confined to one thread.
 */
public final class Lab implements Closeable {
  private static final Duration SETTLING = Duration.ofSeconds(40);
  private static final long QUIET_NANOS = Duration.ofMillis(1_500).toNanos();
  private static final String PROMISE = "nothing lost untold, invented, twice or out of order";

  private final Scenario scenario;
  private final Settings settings;
  private final Consumer<String> say;
  private final Path file;
  private final History history;
  private final List<Finding> findings = new ArrayList<>();
  private final List<ReadingApp> readers = new ArrayList<>();
  private final List<Closeable> apps = new ArrayList<>();
  private final List<Closeable> open = new ArrayList<>();
  private int names;

  /**
   * An empty laboratory.
   *
   * @param say takes what people may want to know meanwhile
   */
  public Lab(Scenario scenario, Settings settings, Consumer<String> say) throws IOException {
    this.scenario = scenario;
    this.settings = settings;
    this.say = say;
    this.file = Files.createTempFile("skein-history-", ".log");
    this.history = new History(file);
  }

  Settings settings() {
    return settings;
  }

  /** How long a fault lasts. */
  Duration lasting(long seconds, long secondsWhenLong) {
    return Duration.ofSeconds(settings.isLong() ? secondsWhenLong : seconds);
  }

  void say(String line) {
    say.accept(scenario.name() + ": " + line);
  }

  Cluster onLoopback() throws IOException {
    return owned(Cluster.onLoopback(settings.program()));
  }

  Cluster on(Wires wires) throws IOException {
    return owned(Cluster.on(wires, settings.program()));
  }

  Wires wires() throws IOException, NotRun {
    String whyNot = Wires.whyNot();
    if (!whyNot.isEmpty()) {
      throw new NotRun(whyNot);
    }
    return owned(Wires.create());
  }

  <T extends Closeable> T owned(T resource) {
    open.addFirst(resource);
    return resource;
  }

  /** Subscribes to everything; it is owed what is published from now on. */
  ReadingApp read(Peer peer) throws Exception {
    ReadingApp app = readUnowed(peer);
    app.owe();
    readers.add(app);
    return app;
  }

  /** Subscribes to everything at a peer that is going to end. */
  ReadingApp readUnowed(Peer peer) throws Exception {
    ReadingApp app = ReadingApp.start("r" + ++names + "@" + peer.number(), peer, history);
    apps.add(app);
    return app;
  }

  List<ReadingApp> readAll(List<Peer> peers) throws Exception {
    List<ReadingApp> all = new ArrayList<>();
    for (Peer peer : peers) {
      all.add(read(peer));
    }
    return all;
  }

  PublishingApp publish(Peer peer, Plan plan) {
    PublishingApp app =
        PublishingApp.start("p" + ++names + "@" + peer.number(), peer, plan, history);
    apps.add(app);
    return app;
  }

  History history() {
    return history;
  }

  /** A new name for an app. */
  String name(String prefix) {
    return prefix + ++names;
  }

  /** Adds a figure beside the verdict. */
  @FormatMethod
  void found(boolean pass, String target, @FormatString String format, Object... values) {
    String figure = String.format(Locale.ROOT, format, values);
    findings.add(new Finding(scenario.fault(), figure, target, pass));
  }

  /** Waits until nothing comes any more, and judges all that happened. */
  Verdict judge() throws Exception {
    long deadline = System.nanoTime() + SETTLING.toNanos();
    Verdict verdict;
    do {
      awaitQuiet();
      verdict = history.judge();
    } while (!verdict.holds() && System.nanoTime() < deadline);
    found(verdict.holds(), PROMISE, "%s", verdict);
    verdict.cases().forEach(this::say);
    return verdict;
  }

  /** A wait for what is expected to come; what does not is for the judge. */
  void awaitDelivered(long messages) throws Exception {
    Waiting.holdsWithin(
        SETTLING, () -> readers.stream().allMatch(app -> app.delivered() + app.lost() >= messages));
  }

  private void awaitQuiet() throws Exception {
    long[] last = {-1, System.nanoTime()};
    Waiting.holdsWithin(
        SETTLING,
        () -> {
          long sum = readers.stream().mapToLong(app -> app.delivered() + app.lost()).sum();
          if (sum != last[0]) {
            last[0] = sum;
            last[1] = System.nanoTime();
          }
          return System.nanoTime() - last[1] > QUIET_NANOS;
        });
  }

  /** Runs the scenario and tells what was found. */
  public List<Finding> run() throws InterruptedException {
    try {
      scenario.body().run(this);
    } catch (NotRun e) {
      findings.add(new Finding(scenario.fault(), "not run: " + e.getMessage(), "", null));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      found(false, "runs to its end", "%s", e);
      judgeSoFar();
    }
    if (findings.stream().anyMatch(Finding::isFailure)) {
      say("the history is kept in " + file);
    }
    return List.copyOf(findings);
  }

  /** What stops a run may be what a broken promise leads to: the promises are judged anyway. */
  private void judgeSoFar() throws InterruptedException {
    try {
      judge();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      say("nothing to judge: " + e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Closeable app : apps) {
      app.close();
    }
    for (Closeable resource : open) {
      resource.close();
    }
    history.close();
    if (findings.stream().noneMatch(Finding::isFailure)) {
      Files.deleteIfExists(file);
    }
  }
}
