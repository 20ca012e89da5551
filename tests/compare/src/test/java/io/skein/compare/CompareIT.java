package io.skein.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CompareIT {
  @Test
  void skeinAndTheThinChainLoseNothingAndTellTheirFigures() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new CompareCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "--workloads=W1",
                "--contenders=skein,thin",
                "--sizes=128",
                "--warmup=0s",
                "--rounds=1",
                "--duration=500ms",
                "--output=json");
    List<JsonObject> results =
        out.toString().lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    assertThat(status).as(err.toString()).isZero();
    assertThat(results.stream().filter(each -> each.has("contender")))
        .extracting(each -> each.get("contender").getAsString())
        .containsExactly("skein", "thin");
    assertThat(results.subList(0, 2))
        .as(err.toString())
        .allSatisfy(
            each -> {
              assertThat(each.get("lost").getAsLong()).isZero();
              assertThat(each.get("deliveries_per_s").getAsLong()).isPositive();
              assertThat(each.get("cpu_s_per_million").getAsDouble()).isPositive();
              assertThat(each.keySet())
                  .contains("workload", "mb_per_s", "duplicated", "out_of_order");
            });
    assertThat(results.get(1).getAsJsonObject("skein_ratio_rate").keySet())
        .containsExactly("median", "min", "max");
  }
}
