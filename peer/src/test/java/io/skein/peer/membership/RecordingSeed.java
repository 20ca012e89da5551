package io.skein.peer.membership;

import io.skein.peer.simulation.VirtualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A bootstrap server that writes down what it is asked, with the second, and answers when a test
 * says so.
 */
final class RecordingSeed implements Seed {
  final List<String> calls = new ArrayList<>();
  private final VirtualLoop loop;
  private boolean down;
  private boolean full;
  private boolean forgetful;

  RecordingSeed(VirtualLoop loop) {
    this.loop = loop;
  }

  void setDown(boolean nowDown) {
    down = nowDown;
  }

  void setFull(boolean nowFull) {
    full = nowFull;
  }

  void forgetLease() {
    forgetful = true;
  }

  List<Double> secondsOf(String call) {
    return calls.stream()
        .filter(c -> c.startsWith(call + " "))
        .map(c -> Double.valueOf(c.substring(c.lastIndexOf(' ') + 1)))
        .toList();
  }

  @Override
  public void register(Answers answers) {
    note("register");
    loop.execute(
        () -> {
          if (down || full) {
            answers.failed(failure(Request.REGISTER));
          } else {
            answers.registered(Duration.ofSeconds(60), "127.0.0.1:5", "");
          }
        });
  }

  @Override
  public void renew(int links, Answers answers) {
    note("renew");
    loop.execute(
        () -> {
          if (down) {
            answers.failed(failure(Request.RENEW));
          } else if (forgetful) {
            forgetful = false;
            answers.leaseUnknown();
          } else {
            answers.renewed(Duration.ofSeconds(60));
          }
        });
  }

  @Override
  public void sample(Answers answers) {
    note("sample");
    loop.execute(
        () -> {
          if (down) {
            answers.failed(failure(Request.SAMPLE));
          } else {
            answers.sampled(List.of(), 7);
          }
        });
  }

  @Override
  public void leave() {
    note("leave");
  }

  private Failure failure(Request request) {
    return down
        ? new Failure(request, "down", false, Duration.ZERO)
        : new Failure(request, "full", true, Duration.ofSeconds(40));
  }

  private void note(String call) {
    calls.add(call + " " + TimeUnit.NANOSECONDS.toMicros(loop.nanoTime()) / 1e6);
  }
}
