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

  /** Runs one workload, all contenders side by side so that each round meets the same machine. */
  List<Result> run(Workload workload, List<Contender> contenders) throws InterruptedException {
    List<Entrant> entrants = new ArrayList<>();
    try {
      for (Contender contender : contenders) {
        Entrant entrant = new Entrant(contender, workload, say);
        entrants.add(entrant);
        entrant.start(plan.warmup());
      }
      for (int round = 1; round <= plan.rounds(); round++) {
        say.accept(workload.name() + ": round " + round + " of " + plan.rounds());
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
    return entrants.stream().map(Entrant::result).toList();
  }
}
