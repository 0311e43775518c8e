package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.ContentHash;
import dev.seamark.core.ingest.MetricEncoder;
import dev.seamark.core.ingest.Table;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.MetricSeries;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.BlockWriter;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.Encodings;
import dev.seamark.storage.clickhouse.otlp.OtlpJson;
import dev.seamark.storage.clickhouse.otlp.ResourceRows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Encodes data points into blocks: one per shape of point, and those of exemplars, series and
 * resources.
 *
 * <p>A series is named by the first 64 bits of the hash of its project and all that identifies it,
 * so the points of any number of requests meet in it. It is written with its first point and then
 * once an hour. If the request that carries it is refused by the store and dropped, the series is
 * unknown until then.
 */
public final class MetricBlocks implements MetricEncoder, AutoCloseable {
  private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

  private final SeriesMemory memory;
  private final Encodings<Encoding> encodings;

  /**
   * An encoder.
   *
   * @param rememberedSeries about how many series are remembered as written, eight bytes each
   */
  public MetricBlocks(int rememberedSeries) {
    memory = new SeriesMemory(rememberedSeries);
    encodings = new Encodings<>(() -> new Encoding(memory));
  }

  @Override
  public Encoded encode(ApiKey owner, long acceptedEpochNanos, List<MetricPoint> points) {
    if (points.isEmpty()) {
      return new Encoded(List.of(), () -> {});
    }
    long nowEpochSeconds = acceptedEpochNanos / NANOS_PER_SECOND;
    return encodings.with(encoding -> encoding.encode(owner, points, nowEpochSeconds));
  }

  /** Frees the kept native contexts. */
  @Override
  public void close() {
    encodings.close();
  }

  private static final class Encoding implements Encodings.Encoding {
    private final SeriesMemory memory;
    private final BlockWriter writer = new BlockWriter();
    private final OtlpJson json = new OtlpJson();
    private final ResourceRows resources = new ResourceRows(json);
    private final SeriesColumns series = new SeriesColumns(json);
    private final SampleColumns samples = new SampleColumns();
    private final HistogramColumns histograms = new HistogramColumns();
    private final ExponentialHistogramColumns exponentials = new ExponentialHistogramColumns();
    private final SummaryColumns summaries = new SummaryColumns();
    private final ExemplarColumns exemplars = new ExemplarColumns(json);

    Encoding(SeriesMemory memory) {
      this.memory = memory;
    }

    @SuppressWarnings("ReferenceEquality") // a shortcut: an equal series is only written twice
    Encoded encode(ApiKey owner, List<MetricPoint> points, long nowEpochSeconds) {
      Set<Long> written = new HashSet<>();
      @Nullable MetricSeries last = null;
      long id = 0;
      for (MetricPoint point : points) {
        if (point.series() != last) {
          last = point.series();
          ResourceRows.Row resource = resources.row(owner, last.resource(), nowEpochSeconds);
          id = id(owner, last, resource);
          if (!memory.contains(id, nowEpochSeconds) && written.add(id)) {
            series.add(owner, last, id, resource, nowEpochSeconds);
          }
        }
        switch (point) {
          case MetricPoint.Sample sample -> samples.add(owner, sample, id);
          case MetricPoint.Histogram histogram -> histograms.add(owner, histogram, id);
          case MetricPoint.ExponentialHistogram histogram -> exponentials.add(owner, histogram, id);
          case MetricPoint.Summary summary -> summaries.add(owner, summary, id);
        }
        exemplars.add(owner, point, id);
      }
      List<Block> blocks = new ArrayList<>();
      blocks.add(resources.block(writer));
      add(blocks, Table.METRIC_SERIES, series.rows(), series.all());
      add(blocks, Table.METRIC_SAMPLES, samples.rows(), samples.all());
      add(blocks, Table.METRIC_HISTOGRAMS, histograms.rows(), histograms.all());
      add(blocks, Table.METRIC_EXPONENTIAL_HISTOGRAMS, exponentials.rows(), exponentials.all());
      add(blocks, Table.METRIC_SUMMARIES, summaries.rows(), summaries.all());
      add(blocks, Table.METRIC_EXEMPLARS, exemplars.rows(), exemplars.all());
      return new Encoded(blocks, () -> written.forEach(each -> memory.add(each, nowEpochSeconds)));
    }

    private void add(List<Block> blocks, Table table, int rows, List<Column> columns) {
      if (rows > 0) {
        blocks.add(new Block(table, rows, writer.write(columns)));
      }
    }

    @SuppressWarnings("EnumOrdinal") // the enums are in the order of the stored numbers
    private long id(ApiKey owner, MetricSeries identified, ResourceRows.Row resource) {
      return ContentHash.of(
              utf8(owner.workspaceId().toString()),
              utf8(owner.projectId().toString()),
              utf8(identified.name()),
              utf8(identified.unit()),
              utf8(json.attributes(new TreeMap<>(identified.attributes()), _ -> true)),
              utf8(identified.scope().name()),
              utf8(identified.scope().version()),
              utf8(identified.scope().schemaUrl()),
              utf8(json.attributes(new TreeMap<>(identified.scope().attributes()), _ -> true)),
              ByteBuffer.allocate(Long.BYTES + 3)
                  .putLong(resource.id())
                  .put((byte) identified.kind().ordinal())
                  .put((byte) identified.temporality().ordinal())
                  .put((byte) (identified.isMonotonic() ? 1 : 0))
                  .array())
          .high();
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long capacity() {
      return resources.capacity(writer)
          + writer.capacity(series.all())
          + writer.capacity(samples.all())
          + writer.capacity(histograms.all())
          + writer.capacity(exponentials.all())
          + writer.capacity(summaries.all())
          + writer.capacity(exemplars.all());
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
