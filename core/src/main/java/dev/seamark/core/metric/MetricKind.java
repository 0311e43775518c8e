package dev.seamark.core.metric;

/** What the points of a metric are. The order is that of the stored numbers. */
public enum MetricKind {
  GAUGE,
  SUM,
  HISTOGRAM,
  EXPONENTIAL_HISTOGRAM,
  SUMMARY
}
