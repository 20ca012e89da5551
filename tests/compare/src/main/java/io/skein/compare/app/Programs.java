package io.skein.compare.app;

import io.skein.peer.bench.network.JavaProgram;
import java.util.List;

/** How processes of the suite are started; stateless. */
public final class Programs {
  /** By name: the root package wires this one, not the other way round. */
  private static final String MAIN = "io.skein.compare.CompareMain";

  private Programs() {}

  /** A process of this suite: the same JVM, flags and classes. */
  public static JavaProgram ofThisSuite() {
    return JavaProgram.ofThisProcess().running(MAIN);
  }

  /** The same with more flags of the JVM. */
  public static JavaProgram ofThisSuite(List<String> flags) {
    JavaProgram program = ofThisSuite();
    for (String flag : flags) {
      program = program.with(flag);
    }
    return program;
  }
}
