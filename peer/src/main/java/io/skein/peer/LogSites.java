package io.skein.peer;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;

/**
 * Thread-safe. Lets each place in the code write so many lines a second, and counts the others: who
 * makes a peer complain must not fill its disk. A place is a logger and a message before its values
 * are filled in.
 */
final class LogSites extends Filter<ILoggingEvent> {
  private static final long WINDOW_MILLIS = 1000;

  /** Messages that are not constant make a place each; beyond this many all start anew. */
  private static final int MOST_SITES = 1000;

  private final int linesPerSecond;

  @GuardedBy("this")
  private final Map<Site, Lines> sites = new HashMap<>();

  @GuardedBy("this")
  private long leftOut;

  private record Site(String logger, String message) {}

  private static final class Lines {
    long windowMillis;
    int written;
    long leftOut;
  }

  /** Lets so many lines of a place pass in a second. */
  LogSites(int linesPerSecond) {
    this.linesPerSecond = linesPerSecond;
  }

  @Override
  public synchronized FilterReply decide(ILoggingEvent event) {
    Lines lines = linesOf(event);
    long now = event.getTimeStamp();
    // A clock set back begins a new second, too.
    if (now < lines.windowMillis || now - lines.windowMillis >= WINDOW_MILLIS) {
      lines.windowMillis = now;
      lines.written = 0;
    }
    if (lines.written < linesPerSecond) {
      lines.written++;
      return FilterReply.NEUTRAL;
    }
    lines.leftOut++;
    leftOut++;
    return FilterReply.DENY;
  }

  @GuardedBy("this")
  private Lines linesOf(ILoggingEvent event) {
    if (sites.size() >= MOST_SITES) {
      sites.clear();
    }
    return sites.computeIfAbsent(
        new Site(event.getLoggerName(), event.getMessage()), site -> new Lines());
  }

  /** How many lines of an event's place were left out since this was last asked for the place. */
  synchronized long takeLeftOut(ILoggingEvent event) {
    Lines lines = linesOf(event);
    long count = lines.leftOut;
    lines.leftOut = 0;
    return count;
  }

  /** How many lines were left out, ever. */
  synchronized long leftOut() {
    return leftOut;
  }
}
