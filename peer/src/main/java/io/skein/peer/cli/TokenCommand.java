package io.skein.peer.cli;

import io.skein.peer.access.AppName;
import io.skein.peer.access.Token;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a token for an app; confined to the thread that runs it. */
@Command(
    name = "token",
    description = {
      "Make a token for an app: print it, then the line for the peer's tokens file.",
      "The app sends the first line as metadata 'authorization: Bearer TOKEN'. The second line goes"
          + " into the file that the peer was given by --app-tokens; nobody can make the token of"
          + " it. It counts after SIGHUP or 'skein reload'."
    },
    footer = {"", "Example: skein token orders"})
final class TokenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Name of the app: 1 to 64 of A-Z a-z 0-9 . _ -")
  private String name = "";

  @Override
  public Integer call() {
    if (!AppName.isOne(name)) {
      throw new CommandFailure("the name of an app is " + AppName.EXPECTED);
    }
    String secret = Token.fresh(new SecureRandom());
    PrintWriter out = spec.commandLine().getOut();
    out.println(secret);
    out.println(name + " " + Token.of(secret));
    return 0;
  }
}
