package io.skein.faults.scenario;

import org.jspecify.annotations.Nullable;

/**
 * One line of the result; immutable.
 *
 * @param fault what was done
 * @param figure what was seen
 * @param target what should be seen
 * @param pass whether it was; null if the fault could not be done here
 */
public record Finding(String fault, String figure, String target, @Nullable Boolean pass) {
  /** Whether it speaks against Skein. */
  public boolean isFailure() {
    return pass != null && !pass;
  }
}
