package io.skein.peer.embedded;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Takers of the budget against each other, in all orders of their steps. */
@Param(name = "bytes", gen = IntGen.class, conf = "1:5")
public class ByteBudgetModelTest {
  private final ByteBudget budget = new ByteBudget(8);

  @Operation
  public boolean tryTake(@Param(name = "bytes") int bytes) {
    return budget.tryTake(bytes);
  }

  @Operation
  public void giveBack(@Param(name = "bytes") int cost) {
    budget.giveBack(cost);
  }

  @Operation(runOnce = true)
  public void open() {
    budget.open();
  }

  @Test
  void whatIsTakenIsWhatWasFree() {
    new ModelCheckingOptions()
        .iterations(5)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsPerThread(3)
        .check(ByteBudgetModelTest.class);
  }
}
