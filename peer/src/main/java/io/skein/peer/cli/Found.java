package io.skein.peer.cli;

import java.util.List;

/**
 * What a source of configuration holds.
 *
 * @param settings what can be used
 * @param problems what is wrong with the rest, one sentence each
 */
record Found(List<Setting> settings, List<String> problems) {
  Found {
    settings = List.copyOf(settings);
    problems = List.copyOf(problems);
  }

  void moveTo(List<Setting> allSettings, List<String> allProblems) {
    allSettings.addAll(settings);
    allProblems.addAll(problems);
  }
}
