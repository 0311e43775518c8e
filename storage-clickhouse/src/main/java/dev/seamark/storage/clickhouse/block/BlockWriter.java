package dev.seamark.storage.clickhouse.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers columns into one Native block and compresses it into one zstd frame. Frames can be
 * concatenated, their blocks may have different columns: the server reads block after block and
 * fills in what a block lacks.
 *
 * <p>A writer keeps its buffers and its native compression context, so it is worth keeping, by one
 * thread at a time.
 */
public final class BlockWriter implements AutoCloseable {
  /** The fastest level: measured against LZ4 and higher levels, see the README. */
  private static final int ZSTD_LEVEL = 1;

  private final Bytes block = new Bytes(64 * 1024);
  private byte[] frame = new byte[64 * 1024];
  private final ZstdCompressCtx zstd = new ZstdCompressCtx();

  public BlockWriter() {
    zstd.setLevel(ZSTD_LEVEL);
    // Four bytes per frame, checked by the server: a damaged block is refused, not stored.
    zstd.setChecksum(true);
  }

  /**
   * One compressed block of all rows; the columns are empty afterwards.
   *
   * @throws IllegalStateException when the columns differ in length
   */
  public byte[] write(List<? extends Column> columns) {
    int rows = columns.getFirst().rows();
    block.clear();
    block.varint(columns.size());
    block.varint(rows);
    for (Column column : columns) {
      if (column.rows() != rows) {
        throw new IllegalStateException(
            column.name() + ": " + column.rows() + " rows (expected: " + rows + ")");
      }
      column.writeHeader(block);
      column.writeTo(block);
    }
    columns.forEach(Column::clear);
    return compress();
  }

  /** Bytes of memory held by this writer and these columns. */
  public long capacity(List<? extends Column> columns) {
    long capacity = (long) block.array().length + frame.length;
    for (Column column : columns) {
      capacity += column.capacity();
    }
    return capacity;
  }

  private byte[] compress() {
    int bound = Math.toIntExact(Zstd.compressBound(block.size()));
    if (frame.length < bound) {
      frame = new byte[bound];
    }
    int length = zstd.compressByteArray(frame, 0, bound, block.array(), 0, block.size());
    return Arrays.copyOf(frame, length);
  }

  /** Frees the native context. */
  @Override
  public void close() {
    zstd.close();
  }
}
