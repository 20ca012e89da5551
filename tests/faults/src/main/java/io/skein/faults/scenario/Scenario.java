package io.skein.faults.scenario;

/**
 * A fault and how to do it; immutable.
 *
 * @param name for {@code --only}
 * @param fault for people
 */
public record Scenario(String name, String fault, Body body) {
  /** What happens in a scenario. */
  @FunctionalInterface
  public interface Body {
    /** Does the fault in a fresh laboratory, and leaves findings there. */
    void run(Lab lab) throws Exception;
  }
}
