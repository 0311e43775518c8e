package dev.seamark.storage.clickhouse.otlp;

import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.ContentHash;
import dev.seamark.core.ingest.Table;
import dev.seamark.core.span.Resource;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.BlockWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code resources} that the records of one request refer to. A resource is named by the first
 * 64 bits of the hash of its sorted attributes, its dropped count and its schema URL, so equal
 * resources of any number of requests are one row in the end.
 */
public final class ResourceRows {
  private final OtlpJson json;
  private final ResourceColumns columns = new ResourceColumns();
  private final Map<Resource, Row> known = new HashMap<>();
  private @Nullable Resource last;
  private Row lastRow = new Row(0, "");

  public ResourceRows(OtlpJson json) {
    this.json = json;
  }

  /** The row of a resource, which becomes part of the block. */
  @SuppressWarnings("ReferenceEquality") // a shortcut: equal instances are found in the map
  public Row row(ApiKey owner, Resource resource, long nowEpochSeconds) {
    // Records of one resource come one after the other and share the instance.
    if (resource != last) {
      Row row = known.get(resource);
      if (row == null) {
        row = new Row(id(resource), resource.serviceName());
        String all = json.attributes(resource.attributes(), _ -> true);
        columns.add(owner, row.id(), resource, all, nowEpochSeconds);
        known.put(resource, row);
      }
      last = resource;
      lastRow = row;
    }
    return lastRow;
  }

  /** The block of all rows; they are forgotten afterwards. */
  public Block block(BlockWriter writer) {
    Block block = new Block(Table.RESOURCES, known.size(), writer.write(columns.all()));
    known.clear();
    last = null;
    return block;
  }

  public long capacity(BlockWriter writer) {
    return writer.capacity(columns.all());
  }

  private long id(Resource resource) {
    String sorted = json.attributes(new TreeMap<>(resource.attributes()), _ -> true);
    return ContentHash.of(
            sorted.getBytes(StandardCharsets.UTF_8),
            resource.schemaUrl().getBytes(StandardCharsets.UTF_8),
            ByteBuffer.allocate(Integer.BYTES).putInt(0, resource.droppedAttributesCount()).array())
        .high();
  }

  /** What records keep of their resource. */
  public record Row(long id, String serviceName) {}
}
