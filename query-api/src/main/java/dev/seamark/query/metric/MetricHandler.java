package dev.seamark.query.metric;

import dev.seamark.core.metric.Metric;
import dev.seamark.core.metric.MetricQuery;
import dev.seamark.core.metric.MetricReader;
import dev.seamark.core.metric.PointQuery;
import dev.seamark.core.metric.StoredPoint;
import dev.seamark.core.page.CursorSigner;
import dev.seamark.core.page.Page;
import dev.seamark.query.http.ApiCalls;
import dev.seamark.query.metric.MetricAnswers.MetricList;
import dev.seamark.query.metric.MetricAnswers.SampleList;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers what {@link MetricApi} describes. */
@RestController
class MetricHandler implements MetricApi {
  private final ApiCalls calls;
  private final MetricReader metrics;
  private final MetricCursors cursors;

  MetricHandler(ApiCalls calls, MetricReader metrics, CursorSigner signer) {
    this.calls = calls;
    this.metrics = metrics;
    this.cursors = new MetricCursors(signer);
  }

  @Override
  public Mono<MetricList> findMetrics(ServerWebExchange exchange) {
    return calls.answer(
        exchange,
        MetricParameters.OF_LIST,
        (caller, parameters) -> {
          MetricQuery query =
              cursors.at(MetricParameters.metrics(caller, parameters), parameters.text("cursor"));
          Page<Metric> page = metrics.findMetrics(query);
          return new MetricList(
              page.items().stream().map(MetricJson::of).toList(), cursors.ofMetrics(query, page));
        });
  }

  @Override
  public Mono<SampleList> findSamples(String name, ServerWebExchange exchange) {
    return calls.answer(
        exchange,
        MetricParameters.OF_SAMPLES,
        (caller, parameters) -> {
          PointQuery query =
              cursors.at(
                  MetricParameters.points(caller, name, parameters), parameters.text("cursor"));
          Page<StoredPoint> page = metrics.findPoints(query);
          return new SampleList(
              page.items().stream().map(SampleJson::of).toList(), cursors.ofPoints(query, page));
        });
  }
}
