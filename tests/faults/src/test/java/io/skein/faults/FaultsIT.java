package io.skein.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class FaultsIT {
  /**
   * The quick faults; where namespaces are not permitted the partition says so, and is no failure.
   */
  @Test
  void quickFaultsBreakNoPromise() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = run(out, err, "--quick", "-o", "json", "--peer-jar", jar());
    assertThat(status).as("%s%s", out, err).isZero();
    JsonArray findings = JsonParser.parseString(out.toString()).getAsJsonArray();
    assertThat(findings).hasSizeGreaterThanOrEqualTo(5);
    for (JsonElement finding : findings) {
      assertThat(finding.getAsJsonObject().keySet())
          .containsExactly("fault", "figure", "target", "pass");
    }
  }

  @Test
  void unknownFaultIsWrongUsageThatNamesTheKnownOnes() {
    StringWriter err = new StringWriter();
    assertThat(run(new StringWriter(), err, "--only", "earthquake")).isEqualTo(2);
    assertThat(err.toString()).contains("no fault 'earthquake'").contains("killed-publisher");
  }

  private static int run(StringWriter out, StringWriter err, String... arguments) {
    return new CommandLine(new FaultsCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private static String jar() {
    return System.getProperty("skein.jar");
  }
}
