package dev.seamark.core.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A data point as its client sent it, in one of the shapes that OTLP has. */
public sealed interface MetricPoint {
  /** Bit of {@link #flags()}: the point says that there is no value at this time. */
  int NO_RECORDED_VALUE = 1;

  MetricSeries series();

  /** Where the interval begins that the point is about, nanoseconds since 1970; 0 when not sent. */
  long startEpochNanos();

  /** Nanoseconds since 1970, as sent. */
  long epochNanos();

  /** As sent (unsigned 32 bits). */
  int flags();

  List<Exemplar> exemplars();

  /**
   * A point of a gauge or a sum.
   *
   * @param value 0 when the point says that there is none
   */
  record Sample(
      MetricSeries series,
      long startEpochNanos,
      long epochNanos,
      int flags,
      MetricNumber value,
      List<Exemplar> exemplars)
      implements MetricPoint {
    public Sample {
      exemplars = List.copyOf(exemplars);
    }
  }

  /**
   * A point of a histogram with bounds of its own.
   *
   * @param count of measurements (unsigned)
   * @param sum of measurements
   * @param bucketCounts empty, or one more than bounds (unsigned)
   * @param explicitBounds upper bounds, inclusive, ascending; the last bucket has none
   */
  record Histogram(
      MetricSeries series,
      long startEpochNanos,
      long epochNanos,
      int flags,
      long count,
      @Nullable Double sum,
      @Nullable Double min,
      @Nullable Double max,
      List<Long> bucketCounts,
      List<Double> explicitBounds,
      List<Exemplar> exemplars)
      implements MetricPoint {
    public Histogram {
      bucketCounts = List.copyOf(bucketCounts);
      explicitBounds = List.copyOf(explicitBounds);
      exemplars = List.copyOf(exemplars);
    }
  }

  /**
   * A point of a histogram whose bounds are powers of {@code 2^(2^-scale)}.
   *
   * @param count of measurements (unsigned)
   * @param zeroCount of measurements within the zero threshold (unsigned)
   * @param zeroThreshold width of the zero bucket
   */
  record ExponentialHistogram(
      MetricSeries series,
      long startEpochNanos,
      long epochNanos,
      int flags,
      long count,
      @Nullable Double sum,
      @Nullable Double min,
      @Nullable Double max,
      int scale,
      long zeroCount,
      double zeroThreshold,
      Buckets positive,
      Buckets negative,
      List<Exemplar> exemplars)
      implements MetricPoint {
    public ExponentialHistogram {
      exemplars = List.copyOf(exemplars);
    }
  }

  /**
   * Neighbouring buckets of an exponential histogram.
   *
   * @param offset index of the first
   * @param counts unsigned
   */
  record Buckets(int offset, List<Long> counts) {
    public static final Buckets NONE = new Buckets(0, List.of());

    public Buckets {
      counts = List.copyOf(counts);
    }
  }

  /**
   * A point of a summary: quantiles that the client computed.
   *
   * @param count of measurements (unsigned)
   */
  record Summary(
      MetricSeries series,
      long startEpochNanos,
      long epochNanos,
      int flags,
      long count,
      double sum,
      List<Quantile> quantiles)
      implements MetricPoint {
    public Summary {
      quantiles = List.copyOf(quantiles);
    }

    /** Summaries have none. */
    @Override
    public List<Exemplar> exemplars() {
      return List.of();
    }
  }

  /** A value, and which part of the measurements lies below it: 0 the least, 1 the greatest. */
  record Quantile(double quantile, double value) {}
}
