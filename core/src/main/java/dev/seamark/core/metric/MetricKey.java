package dev.seamark.core.metric;

import java.util.Comparator;

/** What tells one metric from another; metrics are listed in this order. */
public record MetricKey(
    String name, MetricKind kind, Temporality temporality, boolean isMonotonic, String unit)
    implements Comparable<MetricKey> {
  private static final Comparator<MetricKey> ORDER =
      Comparator.comparing(MetricKey::name)
          .thenComparing(MetricKey::kind)
          .thenComparing(MetricKey::temporality)
          .thenComparing(MetricKey::isMonotonic)
          .thenComparing(MetricKey::unit);

  @Override
  public int compareTo(MetricKey other) {
    return ORDER.compare(this, other);
  }
}
