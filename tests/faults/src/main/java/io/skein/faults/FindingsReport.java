package io.skein.faults;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.skein.faults.scenario.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings for people and for programs; stateless. */
final class FindingsReport {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private FindingsReport() {}

  /** An array of objects. */
  static String json(List<Finding> findings) {
    return GSON.toJson(findings);
  }

  /** A table that is Markdown too. */
  static String table(List<Finding> findings) {
    StringBuilder text =
        new StringBuilder("| fault | figure | target | pass |\n|---|---|---|---|\n");
    for (Finding finding : findings) {
      text.append(row(finding)).append('\n');
    }
    return text.toString();
  }

  /** A row of the table. */
  static String row(Finding finding) {
    return "| %s | %s | %s | %s |"
        .formatted(finding.fault(), finding.figure(), finding.target(), word(finding.pass()));
  }

  private static String word(@Nullable Boolean pass) {
    return pass == null ? "not run" : pass ? "yes" : "NO";
  }
}
