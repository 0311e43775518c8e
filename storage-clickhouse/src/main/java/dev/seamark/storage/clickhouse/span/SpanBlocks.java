package dev.seamark.storage.clickhouse.span;

import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.SpanEncoder;
import dev.seamark.core.ingest.Table;
import dev.seamark.core.span.Span;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.BlockWriter;
import dev.seamark.storage.clickhouse.block.Encodings;
import dev.seamark.storage.clickhouse.otlp.OtlpJson;
import dev.seamark.storage.clickhouse.otlp.ResourceRows;
import java.time.Clock;
import java.util.List;

/**
 * Encodes spans into a block of {@code spans} and a block of the {@code resources} they refer to.
 */
public final class SpanBlocks implements SpanEncoder, AutoCloseable {
  private final Clock clock;
  private final Encodings<Encoding> encodings = new Encodings<>(Encoding::new);

  public SpanBlocks(Clock clock) {
    this.clock = clock;
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

    List<Block> encode(ApiKey owner, long version, List<Span> spans, long nowEpochSeconds) {
      for (Span span : spans) {
        columns.add(owner, version, span, resources.row(owner, span.resource(), nowEpochSeconds));
      }
      return List.of(
          resources.block(writer),
          new Block(Table.SPANS, spans.size(), writer.write(columns.all())));
    }

    @Override
    public long capacity() {
      return writer.capacity(columns.all()) + resources.capacity(writer);
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
