package io.skein.peer.access;

import java.util.List;

/** Where rules come from; called on a thread that may wait for the disk. */
@FunctionalInterface
public interface RulesSource {
  /**
   * Reads the rules.
   *
   * @param problems takes what is wrong, with file and line; if anything is, the result is not used
   */
  Rules read(List<String> problems);
}
