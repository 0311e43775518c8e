package dev.seamark.storage.clickhouse.span;

import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.ContentHash;
import dev.seamark.core.ingest.SpanEncoder;
import dev.seamark.core.ingest.Table;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.Span;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.BlockWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Encodes spans into a block of {@code spans} and a block of the {@code resources} they refer to. A
 * resource is named by the first 64 bits of the hash of its sorted attributes, its dropped count
 * and its schema URL, so equal resources of any number of requests are one row in the end.
 *
 * <p>Buffers and native contexts are kept for the next call, as many as there are processors, and
 * given back when they have grown large.
 */
public final class SpanBlocks implements SpanEncoder, AutoCloseable {
  /** The fastest level: measured against LZ4 and higher levels, see the README. */
  private static final int ZSTD_LEVEL = 1;

  private static final long MAX_KEPT_BYTES = 16L * 1024 * 1024;

  private final Clock clock;
  private final BlockingQueue<Encoding> idle =
      new ArrayBlockingQueue<>(Math.max(2, Runtime.getRuntime().availableProcessors()));

  public SpanBlocks(Clock clock) {
    this.clock = clock;
  }

  @Override
  public List<Block> encode(ApiKey owner, long version, List<Span> spans) {
    if (spans.isEmpty()) {
      return List.of();
    }
    Encoding encoding = idle.poll();
    if (encoding == null) {
      encoding = new Encoding();
    }
    boolean keep = false;
    try {
      List<Block> blocks = encoding.encode(owner, version, spans, clock.millis() / 1000);
      keep = encoding.capacity() <= MAX_KEPT_BYTES && idle.offer(encoding);
      return blocks;
    } finally {
      if (!keep) {
        encoding.writer.close();
      }
    }
  }

  /** Frees the kept native contexts. */
  @Override
  public void close() {
    for (Encoding kept = idle.poll(); kept != null; kept = idle.poll()) {
      kept.writer.close();
    }
  }

  /** One call's state, by one thread at a time. */
  private static final class Encoding {
    private final BlockWriter writer = new BlockWriter(ZSTD_LEVEL);
    private final OtlpJson json = new OtlpJson();
    private final SpanColumns spanColumns = new SpanColumns(json);
    private final ResourceColumns resourceColumns = new ResourceColumns();

    @SuppressWarnings("ReferenceEquality") // a shortcut: equal instances are found in the map
    List<Block> encode(ApiKey owner, long version, List<Span> spans, long nowEpochSeconds) {
      Map<Resource, Known> known = new HashMap<>();
      @Nullable Resource last = null;
      Known resource = new Known(0, "");
      for (Span span : spans) {
        // Spans of one resource come one after the other and share the instance.
        if (span.resource() != last) {
          last = span.resource();
          Known found = known.get(last);
          if (found == null) {
            found = add(owner, last, nowEpochSeconds);
            known.put(last, found);
          }
          resource = found;
        }
        spanColumns.add(owner, version, span, resource.serviceName(), resource.id());
      }
      return List.of(
          new Block(Table.RESOURCES, known.size(), writer.write(resourceColumns.all())),
          new Block(Table.SPANS, spans.size(), writer.write(spanColumns.all())));
    }

    private Known add(ApiKey owner, Resource resource, long nowEpochSeconds) {
      long id = id(resource);
      resourceColumns.add(
          owner, id, resource, json.attributes(resource.attributes(), _ -> true), nowEpochSeconds);
      return new Known(id, resource.serviceName());
    }

    private long id(Resource resource) {
      String sorted = json.attributes(new TreeMap<>(resource.attributes()), _ -> true);
      return ContentHash.of(
              sorted.getBytes(StandardCharsets.UTF_8),
              resource.schemaUrl().getBytes(StandardCharsets.UTF_8),
              ByteBuffer.allocate(Integer.BYTES)
                  .putInt(0, resource.droppedAttributesCount())
                  .array())
          .high();
    }

    long capacity() {
      return writer.capacity(spanColumns.all()) + writer.capacity(resourceColumns.all());
    }
  }

  private record Known(long id, String serviceName) {}
}
