package dev.seamark.storage.tests;

import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.MetricReader;
import dev.seamark.core.workspace.ApiKey;
import java.util.Collection;

class InMemoryMetricsTest extends MetricReaderContract {
  private final InMemoryMetrics metrics = new InMemoryMetrics();

  @Override
  protected MetricReader reader() {
    return metrics;
  }

  @Override
  protected void write(ApiKey owner, Collection<? extends MetricPoint> points) {
    metrics.write(owner, points);
  }
}
