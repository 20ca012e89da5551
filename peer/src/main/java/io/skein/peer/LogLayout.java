package io.skein.peer;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. One line a record, in ASCII: texts of other peers and of apps stand in it, and could
 * forge a second line or drive a terminal. Only a stack trace takes more lines, each indented.
 */
final class LogLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneOffset.UTC);

  private final LogSites sites;

  /** A layout that tells how many lines of a site were left out before a line. */
  LogLayout(LogSites sites) {
    this.sites = sites;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    line.append(' ').append("%-5s".formatted(event.getLevel())).append(' ');
    String logger = event.getLoggerName();
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(' ');
    escape(event.getFormattedMessage(), line);
    long leftOut = sites.takeLeftOut(event);
    if (leftOut > 0) {
      line.append(" (").append(leftOut).append(" lines like this were left out before)");
    }
    line.append('\n');
    stackTrace(event.getThrowableProxy(), line);
    return line.toString();
  }

  private static void stackTrace(@Nullable IThrowableProxy thrown, StringBuilder to) {
    if (thrown != null) {
      ThrowableProxyUtil.asString(thrown)
          .replace('\t', ' ')
          .lines()
          .forEach(each -> escape("    " + each, to).append('\n'));
    }
  }

  /** Appends a text with everything but printable ASCII as a backslash, u and four hex digits. */
  private static StringBuilder escape(String text, StringBuilder to) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c <= '~') {
        to.append(c);
      } else {
        to.append("\\u%04x".formatted((int) c));
      }
    }
    return to;
  }
}
