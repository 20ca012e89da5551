package io.skein.peer.broadcast;

import io.skein.peer.log.MessageLog;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Link;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.SequenceRange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Confined to the owner thread. What the neighbours asked for, each for itself. */
final class Pulls {
  private final MessageLog log;
  private final BroadcastCounters counters;
  private final Predicate<OriginLane> mayStillCome;
  private final Map<Link, PullAnswers> answers = new LinkedHashMap<>();

  /**
   * No pulls.
   *
   * @param mayStillCome whether more of a lane may exist than its window shows
   */
  Pulls(MessageLog log, BroadcastCounters counters, Predicate<OriginLane> mayStillCome) {
    this.log = log;
    this.counters = counters;
    this.mayStillCome = mayStillCome;
  }

  void opened(Link link) {
    answers.put(link, new PullAnswers(log, link::takes, counters, mayStillCome));
  }

  void closed(Link link) {
    answers.remove(link);
  }

  boolean isOpen(Link link) {
    return answers.containsKey(link);
  }

  void add(Link link, SequenceRange range) {
    PullAnswers answer = answers.get(link);
    if (answer != null) {
      answer.add(range);
    }
  }

  /** The next frame for a neighbour; null if there is none now. */
  @Nullable Frame next(Link link) {
    PullAnswers answer = answers.get(link);
    return answer == null ? null : answer.next();
  }

  /** Looks again at what this peer was missing itself, and names the links that wait for it. */
  void retry(Consumer<Link> waiting) {
    answers.forEach(
        (link, answer) -> {
          if (answer.retry()) {
            waiting.accept(link);
          }
        });
  }

  /** Whether everything that a neighbour asked for is answered, as far as it can be now. */
  boolean isAnswered(Link link) {
    PullAnswers answer = answers.get(link);
    return answer == null || answer.isEmpty();
  }
}
