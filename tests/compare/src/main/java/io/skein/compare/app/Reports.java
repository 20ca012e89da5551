package io.skein.compare.app;

import io.skein.peer.bench.SubscriberReport;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Puts what several subscriptions saw together; stateless. */
final class Reports {
  private Reports() {}

  /** Counts are added; of times and percentiles it is the largest. */
  static SubscriberReport sum(List<SubscriberReport> reports) {
    return new SubscriberReport(
        sum(reports, SubscriberReport::received),
        reports.stream().mapToLong(SubscriberReport::lastArrivalNanos).max().orElse(0),
        sum(reports, SubscriberReport::distinct),
        sum(reports, SubscriberReport::lost),
        sum(reports, SubscriberReport::duplicated),
        sum(reports, SubscriberReport::outOfOrder),
        sum(reports, SubscriberReport::gapExact),
        sum(reports, SubscriberReport::gapBound),
        max(reports, SubscriberReport::p50),
        max(reports, SubscriberReport::p99),
        max(reports, SubscriberReport::p999));
  }

  private static long sum(List<SubscriberReport> reports, ToLongFunction<SubscriberReport> field) {
    return reports.stream().mapToLong(field).sum();
  }

  private static double max(
      List<SubscriberReport> reports, ToDoubleFunction<SubscriberReport> field) {
    return reports.stream().mapToDouble(field).max().orElse(0);
  }
}
