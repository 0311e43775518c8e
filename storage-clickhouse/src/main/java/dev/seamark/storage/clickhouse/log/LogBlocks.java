package dev.seamark.storage.clickhouse.log;

import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.LogEncoder;
import dev.seamark.core.ingest.Table;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.BlockWriter;
import dev.seamark.storage.clickhouse.block.Encodings;
import dev.seamark.storage.clickhouse.otlp.OtlpJson;
import dev.seamark.storage.clickhouse.otlp.ResourceRows;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Encodes log records into a block of {@code logs} and a block of the {@code resources} they refer
 * to.
 *
 * <p>Records have no identity of their own, and lists need one where times are equal. It is made
 * here: 40 random bits for the call and the record's place in it. Records of one request, which lie
 * together in the table, so have ids that compress to a byte or two.
 */
public final class LogBlocks implements LogEncoder, AutoCloseable {
  static final int PLACE_BITS = 24;

  private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

  private final RandomGenerator random;
  private final Encodings<Encoding> encodings = new Encodings<>(Encoding::new);

  /**
   * An encoder.
   *
   * @param random used by many threads at a time
   */
  public LogBlocks(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public List<Block> encode(ApiKey owner, long acceptedEpochNanos, List<LogRecord> records) {
    if (records.isEmpty()) {
      return List.of();
    }
    long firstId = random.nextLong() << PLACE_BITS;
    long nowEpochSeconds = acceptedEpochNanos / NANOS_PER_SECOND;
    return encodings.with(encoding -> encoding.encode(owner, firstId, records, nowEpochSeconds));
  }

  /** Frees the kept native contexts. */
  @Override
  public void close() {
    encodings.close();
  }

  private static final class Encoding implements Encodings.Encoding {
    private final BlockWriter writer = new BlockWriter();
    private final OtlpJson json = new OtlpJson();
    private final LogColumns columns = new LogColumns(json);
    private final ResourceRows resources = new ResourceRows(json);

    List<Block> encode(ApiKey owner, long firstId, List<LogRecord> records, long nowEpochSeconds) {
      long id = firstId;
      for (LogRecord record : records) {
        columns.add(owner, id, record, resources.row(owner, record.resource(), nowEpochSeconds));
        id++;
      }
      return List.of(
          resources.block(writer),
          new Block(Table.LOGS, records.size(), writer.write(columns.all())));
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
