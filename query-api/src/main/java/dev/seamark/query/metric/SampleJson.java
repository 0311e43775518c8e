package dev.seamark.query.metric;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.seamark.core.metric.Exemplar;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.MetricSeries;
import dev.seamark.core.metric.StoredPoint;
import dev.seamark.query.http.TimeText;
import dev.seamark.query.otlp.AttributeJson;
import dev.seamark.query.otlp.ResourceJson;
import dev.seamark.query.otlp.ScopeJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A data point in a list: with one of value, histogram, exponential_histogram and summary. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
@Schema(
    name = "Sample",
    description =
        "A data point as its client sent it, to the nanosecond, with its series. It has one of"
            + " `value`, `histogram`, `exponential_histogram` and `summary`, or none when it says that"
            + " there is no value at this time.")
record SampleJson(
    @Schema(
            description = "Of the store; the same for all points of a series.",
            example = "7c1f00d2a9000003")
        String seriesId,
    @Schema(example = "2026-11-20T12:00:00.123456789Z") String time,
    @Schema(
            description = "Where the point's interval begins; left out when it was not sent.",
            example = "2026-11-20T11:59:00.000000000Z")
        @Nullable String startTime,
    @Schema(
            allowableValues = {"gauge", "sum", "histogram", "exponential_histogram", "summary"},
            example = "sum")
        String kind,
    @Schema(
            allowableValues = {"unspecified", "delta", "cumulative"},
            example = "cumulative")
        String temporality,
    @Schema(description = "Whether a sum only grows.", example = "true") boolean isMonotonic,
    @Schema(example = "{request}") String unit,
    @Schema(description = "service.name, or unknown_service.", example = "shop") String service,
    @Schema(ref = "#/components/schemas/Attributes") Map<String, @Nullable Object> attributes,
    @Schema(description = "OTLP's flags; 1 is a point without a value.", example = "0") long flags,
    @Schema(ref = "#/components/schemas/AttributeValue", description = "Of gauges and sums.")
        @Nullable Object value,
    @Nullable HistogramJson histogram,
    @Nullable ExponentialHistogramJson exponentialHistogram,
    @Nullable SummaryJson summary,
    @Schema(description = "Single measurements that went into the point, earliest first.")
        List<ExemplarJson> exemplars,
    ResourceJson resource,
    ScopeJson scope) {

  /** A histogram with bounds of its own. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(Include.NON_NULL)
  @Schema(name = "Histogram")
  record HistogramJson(
      @Schema(ref = "#/components/schemas/AttributeValue") Object count,
      @Schema(ref = "#/components/schemas/AttributeValue") @Nullable Object sum,
      @Schema(ref = "#/components/schemas/AttributeValue") @Nullable Object min,
      @Schema(ref = "#/components/schemas/AttributeValue") @Nullable Object max,
      @Schema(description = "None, or one more than bounds.", example = "[0, 3, 1]")
          List<Object> bucketCounts,
      @Schema(
              description = "Upper bounds, inclusive; the last bucket has none.",
              example = "[0.1, 1.0]")
          List<Object> explicitBounds) {}

  /** A histogram whose bounds are powers of {@code 2^(2^-scale)}. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(Include.NON_NULL)
  @Schema(name = "ExponentialHistogram")
  record ExponentialHistogramJson(
      @Schema(ref = "#/components/schemas/AttributeValue") Object count,
      @Schema(ref = "#/components/schemas/AttributeValue") @Nullable Object sum,
      @Schema(ref = "#/components/schemas/AttributeValue") @Nullable Object min,
      @Schema(ref = "#/components/schemas/AttributeValue") @Nullable Object max,
      @Schema(description = "Bucket i ends at 2^((i + 1) * 2^-scale).", example = "3") int scale,
      @Schema(ref = "#/components/schemas/AttributeValue") Object zeroCount,
      @Schema(ref = "#/components/schemas/AttributeValue") Object zeroThreshold,
      BucketsJson positive,
      BucketsJson negative) {}

  /** Neighbouring buckets. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Buckets")
  record BucketsJson(
      @Schema(description = "Index of the first bucket.", example = "-7") int offset,
      @Schema(example = "[1, 0, 4]") List<Object> counts) {

    static BucketsJson of(MetricPoint.Buckets buckets) {
      return new BucketsJson(buckets.offset(), NumberJson.counts(buckets.counts()));
    }
  }

  /** Quantiles that the client computed. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Summary")
  record SummaryJson(
      @Schema(ref = "#/components/schemas/AttributeValue") Object count,
      @Schema(ref = "#/components/schemas/AttributeValue") Object sum,
      List<QuantileJson> quantiles) {}

  /** A quantile, 0 the least and 1 the greatest measurement. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Quantile")
  record QuantileJson(
      @Schema(ref = "#/components/schemas/AttributeValue") Object quantile,
      @Schema(ref = "#/components/schemas/AttributeValue") Object value) {}

  /** A single measurement. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(Include.NON_NULL)
  @Schema(name = "Exemplar")
  record ExemplarJson(
      @Schema(example = "2026-11-20T12:00:00.100000000Z") String time,
      @Schema(ref = "#/components/schemas/AttributeValue") Object value,
      @Schema(
              description = "Left out for a measurement outside of any trace.",
              example = "5b8efff798038103d269b633813fc60c")
          @Nullable String traceId,
      @Schema(
              description = "Left out for a measurement outside of any span.",
              example = "eee19b7ec3c1b174")
          @Nullable String spanId,
      @Schema(ref = "#/components/schemas/Attributes") Map<String, @Nullable Object> attributes) {}

  static SampleJson of(StoredPoint stored) {
    MetricPoint point = stored.point();
    MetricSeries series = point.series();
    boolean hasValue = (point.flags() & MetricPoint.NO_RECORDED_VALUE) == 0;
    return new SampleJson(
        HexFormat.of().toHexDigits(stored.seriesId()),
        TimeText.format(point.epochNanos()),
        point.startEpochNanos() == 0 ? null : TimeText.format(point.startEpochNanos()),
        MetricJson.word(series.kind()),
        MetricJson.word(series.temporality()),
        series.isMonotonic(),
        series.unit(),
        series.resource().serviceName(),
        AttributeJson.of(series.attributes()),
        Integer.toUnsignedLong(point.flags()),
        hasValue && point instanceof MetricPoint.Sample sample
            ? NumberJson.of(sample.value())
            : null,
        hasValue && point instanceof MetricPoint.Histogram histogram ? histogram(histogram) : null,
        hasValue && point instanceof MetricPoint.ExponentialHistogram histogram
            ? exponential(histogram)
            : null,
        hasValue && point instanceof MetricPoint.Summary summary ? summary(summary) : null,
        point.exemplars().stream().map(SampleJson::exemplar).toList(),
        ResourceJson.of(series.resource()),
        ScopeJson.of(series.scope()));
  }

  private static HistogramJson histogram(MetricPoint.Histogram point) {
    return new HistogramJson(
        NumberJson.count(point.count()),
        NumberJson.optional(point.sum()),
        NumberJson.optional(point.min()),
        NumberJson.optional(point.max()),
        NumberJson.counts(point.bucketCounts()),
        NumberJson.reals(point.explicitBounds()));
  }

  private static ExponentialHistogramJson exponential(MetricPoint.ExponentialHistogram point) {
    return new ExponentialHistogramJson(
        NumberJson.count(point.count()),
        NumberJson.optional(point.sum()),
        NumberJson.optional(point.min()),
        NumberJson.optional(point.max()),
        point.scale(),
        NumberJson.count(point.zeroCount()),
        NumberJson.real(point.zeroThreshold()),
        BucketsJson.of(point.positive()),
        BucketsJson.of(point.negative()));
  }

  private static SummaryJson summary(MetricPoint.Summary point) {
    return new SummaryJson(
        NumberJson.count(point.count()),
        NumberJson.real(point.sum()),
        point.quantiles().stream()
            .map(each ->
                new QuantileJson(NumberJson.real(each.quantile()), NumberJson.real(each.value())))
            .toList());
  }

  private static ExemplarJson exemplar(Exemplar exemplar) {
    return new ExemplarJson(
        TimeText.format(exemplar.epochNanos()),
        NumberJson.of(exemplar.value()),
        exemplar.traceId() == null ? null : exemplar.traceId().toString(),
        exemplar.spanId() == null ? null : exemplar.spanId().toString(),
        AttributeJson.of(exemplar.filteredAttributes()));
  }
}
