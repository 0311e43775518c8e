package dev.seamark.storage.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.metric.Metric;
import dev.seamark.core.metric.MetricKey;
import dev.seamark.core.metric.MetricKind;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.MetricQuery;
import dev.seamark.core.metric.MetricReader;
import dev.seamark.core.metric.PointFilter;
import dev.seamark.core.metric.PointPosition;
import dev.seamark.core.metric.PointQuery;
import dev.seamark.core.metric.StoredPoint;
import dev.seamark.core.metric.Temporality;
import dev.seamark.core.page.Page;
import dev.seamark.core.page.Seek;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.workspace.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a {@link MetricReader} has to do. */
public abstract class MetricReaderContract {
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final long base =
      Instant.now().getEpochSecond() * 1_000_000_000L - 5 * HOUR + 123_456_789;

  private final ApiKey owner = SpanData.randomOwner();

  protected abstract MetricReader reader();

  /** Writes points; when it returns, they can be read. */
  protected abstract void write(ApiKey owner, Collection<? extends MetricPoint> points);

  @Test
  void findPoints_everyShape_complete() {
    List<MetricPoint> written = MetricData.fullestPoints("m", base);
    write(owner, written);

    assertThat(points(newest("m").with(TraceOrder.OLDEST_FIRST))).isEqualTo(written);
    assertThat(points(newest("m"))).isEqualTo(written.reversed());
  }

  @Test
  void findPoints_unknownMetricOrOfOthers() {
    write(owner, List.of(MetricData.gauge("m", "shop", "/", base, 1)));

    assertThat(reader().findPoints(newest("other"))).isEqualTo(new Page<>(List.of(), false, false));
    for (ApiKey other : List.of(SpanData.owner(owner.workspaceId()), SpanData.randomOwner())) {
      PointQuery query = PointQuery.newest(other.workspaceId(), other.projectId(), "m");
      assertThat(reader().findPoints(query).items()).isEmpty();
    }
  }

  @Test
  void findPoints_filters() {
    MetricPoint shop = MetricData.gauge("m", "shop", "/a", base, 1);
    MetricPoint later = MetricData.gauge("m", "shop", "/a", base + HOUR, 2);
    MetricPoint pay = MetricData.gauge("m", "pay", "/b", base + 1, 3);
    write(owner, List.of(shop, later, pay, MetricData.gauge("n", "shop", "/a", base, 4)));

    assertThat(points(filtered(null, null, "shop", null))).containsExactly(later, shop);
    assertThat(points(filtered(base + 1, base + HOUR, null, null))).containsExactly(pay);
    long series =
        reader().findPoints(filtered(null, null, "pay", null)).items().getFirst().seriesId();
    assertThat(points(filtered(null, null, null, series))).containsExactly(pay);
    assertThat(points(filtered(null, null, "shop", series))).isEmpty();
  }

  @Test
  void findPoints_sameSeriesFromManyRequests() {
    for (int i = 0; i < 3; i++) {
      write(owner, List.of(MetricData.counter("m", "/", base, base + i, i)));
    }

    assertThat(reader().findPoints(newest("m")).items())
        .hasSize(3)
        .extracting(StoredPoint::seriesId)
        .containsOnly(reader().findPoints(newest("m")).items().getFirst().seriesId());
  }

  @Test
  void findPoints_oneTimeOfASeries_isShownOnce() {
    MetricPoint point = MetricData.counter("m", "/", base, base + 1, 7);
    write(owner, List.of(point));
    write(owner, List.of(point));

    assertThat(points(newest("m"))).containsExactly(point);
  }

  @ParameterizedTest
  @EnumSource
  void findPoints_pagesBothWays(TraceOrder order) {
    List<MetricPoint> written = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      // Points of several series share a time.
      written.add(MetricData.gauge("m", "shop", "/" + i % 5, base + i / 5 * HOUR / 3, i));
      written.add(MetricData.counter("m", "/" + i % 5, base, base + i / 5 * HOUR / 3, i));
    }
    write(owner, written);
    PointQuery query = newest("m").with(order).withLimit(7);

    List<StoredPoint> forward = new ArrayList<>();
    Page<StoredPoint> page = reader().findPoints(query);
    assertThat(page.hasPrevious()).isFalse();
    forward.addAll(page.items());
    while (page.hasNext()) {
      page = reader().findPoints(query.with(Seek.after(page.items().getLast().position())));
      forward.addAll(page.items());
    }
    assertThat(forward).extracting(StoredPoint::point).containsExactlyInAnyOrderElementsOf(written);
    assertThat(forward)
        .extracting(StoredPoint::position)
        .isSortedAccordingTo(
            order == TraceOrder.NEWEST_FIRST
                ? Comparator.<PointPosition>reverseOrder()
                : Comparator.<PointPosition>naturalOrder());

    List<StoredPoint> back = new ArrayList<>(page.items());
    while (page.hasPrevious()) {
      page = reader().findPoints(query.with(Seek.before(page.items().getFirst().position())));
      back.addAll(0, page.items());
    }
    assertThat(back).isEqualTo(forward);
  }

  @Test
  void findMetrics_everyKind() {
    write(owner, MetricData.fullestPoints("m", base));

    assertThat(reader().findMetrics(metrics(null, 100)).items())
        .extracting(Metric::key)
        .containsExactly(
            new MetricKey("m", MetricKind.GAUGE, Temporality.UNSPECIFIED, false, "{größe}"),
            new MetricKey("m", MetricKind.SUM, Temporality.DELTA, true, "{größe}"),
            new MetricKey("m", MetricKind.HISTOGRAM, Temporality.DELTA, false, "1"),
            new MetricKey("m", MetricKind.HISTOGRAM, Temporality.CUMULATIVE, false, "{größe}"),
            new MetricKey(
                "m", MetricKind.EXPONENTIAL_HISTOGRAM, Temporality.DELTA, false, "{größe}"),
            new MetricKey("m", MetricKind.SUMMARY, Temporality.UNSPECIFIED, false, "{größe}"));
    assertThat(reader().findMetrics(metrics(null, 100)).items().getFirst().description())
        .isEqualTo("What it \"says\"");
    ApiKey other = SpanData.owner(owner.workspaceId());
    assertThat(
            reader()
                .findMetrics(
                    new MetricQuery(other.workspaceId(), other.projectId(), null, 10, null))
                .items())
        .isEmpty();
  }

  @Test
  void findMetrics_pagesBothWays() {
    List<String> names =
        IntStream.range(0, 10).mapToObj(i -> "metric." + i % 2 + ".number." + i).sorted().toList();
    write(owner, names.stream().map(name -> MetricData.gauge(name, "shop", "/", base, 1)).toList());
    MetricQuery query = metrics("number", 3);

    List<String> forward = new ArrayList<>();
    Page<Metric> page = reader().findMetrics(query);
    forward.addAll(names(page));
    while (page.hasNext()) {
      page = reader().findMetrics(query.with(Seek.after(page.items().getLast().key())));
      forward.addAll(names(page));
    }
    assertThat(forward).isEqualTo(names);
    List<String> back = new ArrayList<>(names(page));
    while (page.hasPrevious()) {
      page = reader().findMetrics(query.with(Seek.before(page.items().getFirst().key())));
      back.addAll(0, names(page));
    }
    assertThat(back).isEqualTo(names);
    assertThat(names(reader().findMetrics(metrics(".1.", 10)))).hasSize(5);
  }

  private static List<String> names(Page<Metric> page) {
    return page.items().stream().map(metric -> metric.key().name()).toList();
  }

  private List<MetricPoint> points(PointQuery query) {
    return reader().findPoints(query).items().stream().map(StoredPoint::point).toList();
  }

  private PointQuery newest(String metric) {
    return PointQuery.newest(owner.workspaceId(), owner.projectId(), metric);
  }

  private PointQuery filtered(
      @Nullable Long from, @Nullable Long to, @Nullable String service, @Nullable Long series) {
    return newest("m").with(new PointFilter(from, to, service, series));
  }

  private MetricQuery metrics(@Nullable String part, int limit) {
    return new MetricQuery(owner.workspaceId(), owner.projectId(), part, limit, null);
  }
}
