package io.skein.peer.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;
import io.skein.peer.ShippedLogs;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe. What the log says, as the shipped configuration writes it: ours from INFO on, that
 * of gRPC from ERROR on.
 */
final class LogLines implements AutoCloseable {
  private final List<String> records = new CopyOnWriteArrayList<>();
  private final Logger ours = (Logger) LoggerFactory.getLogger("io.skein");
  private final java.util.logging.Logger grpc = java.util.logging.Logger.getLogger("io.grpc");
  private final Ours appender = new Ours();
  private final Grpc handler = new Grpc();

  LogLines() {
    appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    appender.start();
    ours.setLevel(Level.INFO);
    ours.setAdditive(false);
    ours.addAppender(appender);
    grpc.addHandler(handler);
  }

  void forget() {
    records.clear();
  }

  /** Fails unless the log has one line or none. */
  void assertAtMostOne() {
    List<String> told = List.copyOf(records);
    assertThat(told).as("log records").hasSizeLessThanOrEqualTo(1);
    assertThat(String.join("", told).strip()).as("log lines").doesNotContain("\n", "\r");
  }

  @Override
  public void close() {
    ours.detachAppender(appender);
    ours.setAdditive(true);
    ours.setLevel(null);
    grpc.removeHandler(handler);
  }

  private final class Ours extends AppenderBase<ILoggingEvent> {
    private final Layout<ILoggingEvent> layout = ShippedLogs.layout();

    @Override
    protected void append(ILoggingEvent event) {
      records.add(layout.doLayout(event));
    }
  }

  private final class Grpc extends Handler {
    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue()) {
        records.add(record.getMessage() + "\n" + record.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
