package io.skein.peer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Sends logs to standard error: standard output belongs to results. In Java because reading the
 * same from XML takes a tenth of a start. A file of Logback's own comes first, if there is one.
 * Logback makes it, by its name in {@code META-INF/services}; stateless.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
  private static final int LINES_PER_SECOND = 100;

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (isConfiguredByFile()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(System.getProperty("skein.log.level"), Level.INFO));
    root.addAppender(standardError(context));
    // What it warns of, we report ourselves, in one line.
    context.getLogger("io.grpc").setLevel(Level.ERROR);
    // Warns of each connection to a UNIX socket that it knows no TCP keepalive.
    context.getLogger("io.grpc.netty.shaded.io.netty.bootstrap").setLevel(Level.ERROR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /**
   * The lines that were left out of the logs of this process, ever; 0 if it has logs of its own.
   */
  static long leftOut() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
            && context.getObject(LogSites.class.getName()) instanceof LogSites sites
        ? sites.leftOut()
        : 0;
  }

  /** A program that hosts a peer keeps its own logs. */
  private static boolean isConfiguredByFile() {
    return System.getProperty("logback.configurationFile") != null
        || Stream.of("logback.xml", "logback-test.xml")
            .anyMatch(file -> LogSetup.class.getClassLoader().getResource(file) != null);
  }

  private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
    LogSites sites = new LogSites(Integer.getInteger("skein.log.lines", LINES_PER_SECOND));
    context.putObject(LogSites.class.getName(), sites);
    sites.start();
    LogLayout layout = new LogLayout(sites);
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget(ConsoleTarget.SystemErr.getName());
    appender.setEncoder(encoder);
    appender.addFilter(sites);
    appender.start();
    return appender;
  }
}
