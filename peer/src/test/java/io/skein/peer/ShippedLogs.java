package io.skein.peer;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;

/** Stateless. The layout that {@link LogSetup} gives to the log, for tests of what stands in it. */
public final class ShippedLogs {
  private ShippedLogs() {}

  /** A layout that leaves no line out. */
  public static Layout<ILoggingEvent> layout() {
    return new LogLayout(new LogSites(Integer.MAX_VALUE));
  }
}
