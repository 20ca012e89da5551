package io.skein.faults;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Entry point of the suite; {@code ./skein faults} starts it. */
public final class FaultsMain {
  private FaultsMain() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new FaultsCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpWidth(100)
            .setExecutionExceptionHandler(FaultsMain::fail)
            .execute(args));
  }

  private static int fail(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    err.println("faults: " + (e.getMessage() == null ? e : e.getMessage()));
    err.flush();
    return 1;
  }
}
