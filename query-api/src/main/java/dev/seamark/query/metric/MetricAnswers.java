package dev.seamark.query.metric;

import dev.seamark.query.page.PageInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What the metric endpoints answer. */
final class MetricAnswers {
  private MetricAnswers() {}

  /** A page of metrics. */
  @Schema(name = "MetricList")
  record MetricList(@Schema(description = "By name.") List<MetricJson> data, PageInfo page) {}

  /** A page of points. */
  @Schema(name = "SampleList")
  record SampleList(List<SampleJson> data, PageInfo page) {}
}
