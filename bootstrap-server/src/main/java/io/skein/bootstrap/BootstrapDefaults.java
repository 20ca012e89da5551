package io.skein.bootstrap;

/** What a bootstrap server does when nobody says otherwise. */
public final class BootstrapDefaults {
  /** The TCP port it listens on. */
  public static final int PORT = 7400;

  private BootstrapDefaults() {}
}
