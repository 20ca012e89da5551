package io.skein.peer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogSetupTest {
  private static final int PER_SECOND = 100;

  private final LoggerContext context = new LoggerContext();
  private final LogSites sites = new LogSites(PER_SECOND);
  private final LogLayout layout = new LogLayout(sites);

  private LoggingEvent event(
      long millis, String message, @Nullable Throwable thrown, Object... values) {
    LoggingEvent event =
        new LoggingEvent(
            "here", context.getLogger("io.skein.Some"), Level.WARN, message, thrown, values);
    event.setTimeStamp(millis);
    return event;
  }

  private long passing(int lines, long millis, String message) {
    long passing = 0;
    for (int i = 0; i < lines; i++) {
      passing += sites.decide(event(millis, message, null)) == FilterReply.NEUTRAL ? 1 : 0;
    }
    return passing;
  }

  @ParameterizedTest
  @CsvSource({"10, 000a", "13, 000d", "27, 001b", "127, 007f", "233, 00e9", "8238, 202e"})
  void whatIsNoPrintableAsciiIsEscaped(int character, String hex) {
    String line = layout.doLayout(event(0, "app says {}", null, "x" + (char) character + "y"));

    assertThat(line).isEqualTo("1970-01-01T00:00:00.000Z WARN  Some app says x\\u" + hex + "y\n");
  }

  @Test
  void exceptionCannotForgeALine() {
    String line =
        layout.doLayout(
            event(0, "failed", new IllegalStateException("bad\n1970 ERROR forged\u001b")));

    assertThat(line.lines().skip(1)).isNotEmpty().allMatch(each -> each.startsWith("    "));
    assertThat(line).contains("forged\\u001b").doesNotContain("\u001b");
  }

  @Test
  void placeWritesAHundredLinesASecondAndThenTellsWhatIsMissing() {
    assertThat(passing(250, 1_000, "refused {}")).isEqualTo(100);
    assertThat(passing(1, 1_999, "refused {}")).isZero();
    assertThat(passing(1, 1_999, "another {}")).as("another place").isEqualTo(1);
    assertThat(sites.leftOut()).isEqualTo(151);

    assertThat(passing(1, 2_000, "refused {}")).isEqualTo(1);
    assertThat(layout.doLayout(event(2_000, "refused {}", null, 7)))
        .endsWith("refused 7 (151 lines like this were left out before)\n");
    assertThat(layout.doLayout(event(2_000, "refused {}", null, 8))).endsWith("refused 8\n");
  }

  @Test
  void clockThatIsSetBackDoesNotSilenceAPlace() {
    assertThat(passing(101, 5_000_000, "refused {}")).isEqualTo(100);

    assertThat(passing(1, 1_000, "refused {}")).isEqualTo(1);
  }
}
