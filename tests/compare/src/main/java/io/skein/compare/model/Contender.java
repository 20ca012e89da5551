package io.skein.compare.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A system that is measured; immutable. */
public interface Contender {
  /** What people type: lower case letters, digits and dashes. */
  String name();

  /** What it is and with which settings, in a sentence. */
  String settings();

  /** Whether it is of the kind that a workload compares; else nobody hears of it there. */
  boolean isFor(WorkloadKind kind);

  /** Why it does not run a workload here, and what to do about it; null if it does. */
  @Nullable String whyNot(Workload workload);

  /**
   * Starts everything that the workload needs and waits until messages can flow.
   *
   * @throws IOException if something does not start; the text says where its log is
   */
  Running start(Workload workload) throws IOException, InterruptedException;
}
