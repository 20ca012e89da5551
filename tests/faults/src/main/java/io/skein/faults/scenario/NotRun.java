package io.skein.faults.scenario;

/** A fault that cannot be done on this machine; the text says why. */
final class NotRun extends Exception {
  private static final long serialVersionUID = 1;

  NotRun(String why) {
    super(why);
  }
}
