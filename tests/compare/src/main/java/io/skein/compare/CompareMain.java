package io.skein.compare;

import io.skein.compare.app.AppCommand;
import io.skein.compare.broadcast.BroadcastCommand;
import io.skein.compare.jeromq.ProxyCommand;
import io.skein.compare.thin.ThinNodeCommand;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Entry point of the suite; {@code ./skein bench compare} starts it. */
public final class CompareMain {
  private CompareMain() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new CompareCommand())
            .addSubcommand(new AppCommand(Contenders::clients))
            .addSubcommand(new ThinNodeCommand())
            .addSubcommand(new BroadcastCommand(Contenders::members))
            .addSubcommand(new ProxyCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpWidth(100)
            .setExecutionExceptionHandler(CompareMain::fail)
            .execute(args));
  }

  private static int fail(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    err.println("compare: " + (e.getMessage() == null ? e : e.getMessage()));
    err.flush();
    return 1;
  }
}
