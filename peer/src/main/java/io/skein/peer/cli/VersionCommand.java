package io.skein.peer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Prints the version; immutable. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Runnable, IVersionProvider {
  @Override
  public void run() {
    System.out.println(version());
  }

  @Override
  public String[] getVersion() {
    return new String[] {version()};
  }

  /** The jar's manifest knows the version; class files outside a jar do not. */
  private static String version() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return "skein " + (version == null ? "development" : version);
  }
}
