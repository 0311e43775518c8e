package dev.seamark.storage.clickhouse.span;

import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.SpanEncoder;
import dev.seamark.core.ingest.Table;
import dev.seamark.core.llm.LlmMapping;
import dev.seamark.core.llm.Observation;
import dev.seamark.core.llm.PriceTable;
import dev.seamark.core.span.Span;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.block.BlockWriter;
import dev.seamark.storage.clickhouse.block.Encodings;
import dev.seamark.storage.clickhouse.otlp.OtlpJson;
import dev.seamark.storage.clickhouse.otlp.ResourceRows;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Encodes spans into a block of {@code spans}, a block of the {@code resources} they refer to and,
 * when an LLM convention speaks of some of them, a block of {@code observations}.
 */
public final class SpanBlocks implements SpanEncoder, AutoCloseable {
  private final Clock clock;
  private final Encodings<Encoding> encodings;

  /** Blocks with what the built-in mapping and the built-in prices tell. */
  public SpanBlocks(Clock clock) {
    this(clock, LlmMapping.builtIn(), always(PriceTable.builtIn()));
  }

  /**
   * Blocks of spans.
   *
   * @param prices what holds in a workspace; it must not wait
   */
  public SpanBlocks(Clock clock, LlmMapping mapping, Function<WorkspaceId, PriceTable> prices) {
    this.clock = clock;
    this.encodings = new Encodings<>(() -> new Encoding(mapping, prices));
  }

  private static Function<WorkspaceId, PriceTable> always(PriceTable table) {
    return _ -> table;
  }

  @Override
  public List<Block> encode(ApiKey owner, long version, List<Span> spans) {
    if (spans.isEmpty()) {
      return List.of();
    }
    long nowEpochSeconds = clock.millis() / 1000;
    return encodings.with(encoding -> encoding.encode(owner, version, spans, nowEpochSeconds));
  }

  /** Frees the kept native contexts. */
  @Override
  public void close() {
    encodings.close();
  }

  private static final class Encoding implements Encodings.Encoding {
    private final BlockWriter writer = new BlockWriter();
    private final OtlpJson json = new OtlpJson();
    private final SpanColumns columns = new SpanColumns(json);
    private final ResourceRows resources = new ResourceRows(json);
    private final ObservationColumns observed = new ObservationColumns();
    private final LlmMapping mapping;
    private final Function<WorkspaceId, PriceTable> prices;

    Encoding(LlmMapping mapping, Function<WorkspaceId, PriceTable> prices) {
      this.mapping = mapping;
      this.prices = prices;
    }

    List<Block> encode(ApiKey owner, long version, List<Span> spans, long nowEpochSeconds) {
      PriceTable table = prices.apply(owner.workspaceId());
      for (Span span : spans) {
        ResourceRows.Row resource = resources.row(owner, span.resource(), nowEpochSeconds);
        Observation observation = Observation.of(span, mapping, table);
        columns.add(owner, version, span, observation, resource);
        if (!observation.attributes().isOrdinary()) {
          observed.add(owner, version, span, observation, resource);
        }
      }
      List<Block> blocks = new ArrayList<>();
      blocks.add(resources.block(writer));
      int count = observed.rows();
      if (count > 0) {
        blocks.add(new Block(Table.OBSERVATIONS, count, writer.write(observed.all())));
      }
      blocks.add(new Block(Table.SPANS, spans.size(), writer.write(columns.all())));
      return blocks;
    }

    @Override
    public long capacity() {
      return writer.capacity(columns.all())
          + writer.capacity(observed.all())
          + resources.capacity(writer);
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
