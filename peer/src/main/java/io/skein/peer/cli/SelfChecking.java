package io.skein.peer.cli;

import java.util.List;

/** A command that can tell what is wrong with its options beyond each value alone. */
interface SelfChecking {
  /**
   * What is wrong, one sentence each; called before the command runs, values that could not be read
   * are defaults.
   */
  List<String> problems();
}
