package io.skein.peer.bench;

import io.skein.peer.bench.network.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An app of the benchmark in a child process, and what is said to it; thread-safe. */
public final class AppProcess {
  private static final String PROGRESS = "progress ";
  private static final String FAILED = "failed";
  private static final int MAX_ANSWERS = 1_024;

  private final Child child;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>(MAX_ANSWERS);
  private final Consumer<String> progress;

  private AppProcess(Child child, Consumer<String> progress) {
    this.child = child;
    this.progress = progress;
  }

  /**
   * Listens to a child that was started with a pipe.
   *
   * @param progress called on the listening thread with what the child says of how far it came
   */
  public static AppProcess listenTo(Child child, Consumer<String> progress) {
    AppProcess app = new AppProcess(child, progress);
    Thread.ofPlatform().daemon().name("skein-" + child.name()).start(app::listen);
    return app;
  }

  /** Its process. */
  public Child child() {
    return child;
  }

  /** Gives an order. */
  public void tell(String order) throws IOException {
    synchronized (answers) {
      OutputStream input = child.input();
      input.write((order + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    }
  }

  /**
   * Waits for the answer with this keyword.
   *
   * @return its arguments
   * @throws IOException if the app fails, ends, or stays silent
   */
  public String await(String keyword, Duration patience) throws IOException, InterruptedException {
    String answer = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (answer == null) {
      throw new IOException(
          child.name() + " did not say '" + keyword + "' for " + patience.toSeconds() + " s");
    }
    int space = answer.indexOf(' ');
    String word = space < 0 ? answer : answer.substring(0, space);
    if (!word.equals(keyword)) {
      throw new IOException(child.name() + " " + answer);
    }
    return space < 0 ? "" : answer.substring(space + 1);
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.output(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(PROGRESS)) {
          progress.accept(line.substring(PROGRESS.length()));
        } else {
          answers.put(line);
        }
      }
      answers.put(FAILED + " and ended: " + child.tail());
    } catch (IOException e) {
      // The pipe breaks when the child is ended; nobody waits for answers then.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
