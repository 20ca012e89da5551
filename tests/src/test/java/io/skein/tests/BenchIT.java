package io.skein.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.tests.process.Repository;
import io.skein.tests.process.Shell;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchIT {
  @Test
  void benchMeasuresAPipeThatLosesNothing(@TempDir Path directory) throws Exception {
    String[] command = {
      Repository.jdkProgram("java").toString(),
      "-jar",
      Repository.jar().toString(),
      "bench",
      "--messages",
      "200k",
      "--warmup",
      "1s",
      "--latency-duration",
      "1s",
      "--insecure",
      "-o",
      "json"
    };
    String out = Shell.in(directory).run(command);

    JsonObject bench = JsonParser.parseString(out).getAsJsonObject();
    assertThat(bench.get("messages").getAsLong()).isEqualTo(200_000);
    for (String zero : new String[] {"lost", "duplicated", "out_of_order"}) {
      assertThat(bench.get(zero).getAsLong()).as(zero).isZero();
    }
    for (String measured :
        new String[] {
          "size", "msgs_per_s", "mb_per_s", "cpu_s_per_million", "p50_us", "p99_us", "p999_us"
        }) {
      assertThat(bench.get(measured).getAsDouble()).as(measured).isPositive();
    }
    assertThat(bench.getAsJsonArray("rounds_msgs_per_s")).hasSize(1);
  }
}
