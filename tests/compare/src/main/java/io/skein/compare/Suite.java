package io.skein.compare;

import io.skein.compare.model.Contender;
import io.skein.compare.model.Workload;
import io.skein.compare.report.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs workloads with contenders, round by round in turn; confined to one thread. */
final class Suite {
  private final Plan plan;
  private final Consumer<String> say;

  /**
   * A suite.
   *
   * @param say takes what people may want to know meanwhile
   */
  Suite(Plan plan, Consumer<String> say) {
    this.plan = plan;
    this.say = say;
  }

  /**
   * Runs workloads that are to be compared with each other. All contenders stand side by side, so
   * that each round meets the same machine, unless its memory does not allow that.
   */
  List<Result> run(List<Workload> sideBySide, List<Contender> contenders)
      throws InterruptedException {
    List<Entrant> entrants = new ArrayList<>();
    for (Workload workload : sideBySide) {
      contenders.stream()
          .filter(contender -> contender.isFor(workload.kind()))
          .forEach(contender -> entrants.add(new Entrant(contender, workload, say)));
    }
    if (Memory.allows(entrants.size())) {
      run(entrants);
    } else {
      say.accept("not enough memory for all at once: one after the other, rounds not in turn");
      for (Entrant entrant : entrants) {
        run(List.of(entrant));
      }
    }
    return entrants.stream().map(Entrant::result).toList();
  }

  private void run(List<Entrant> entrants) throws InterruptedException {
    try {
      for (Entrant entrant : entrants) {
        entrant.start(plan.warmup());
      }
      for (int round = 1; round <= plan.rounds(); round++) {
        say.accept("round " + round + " of " + plan.rounds());
        for (Entrant entrant : entrants) {
          entrant.measure(plan.duration());
        }
      }
      for (Entrant entrant : entrants) {
        entrant.conclude();
      }
    } finally {
      entrants.forEach(Entrant::close);
    }
  }
}
