package dev.seamark.core.ingest;

import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * An envelope as bytes, the value of a queue entry. All numbers are big-endian:
 *
 * <pre>
 * byte   version
 * 16     content hash
 * 16     workspace id
 * 16     project id
 * long   accepted, milliseconds since 1970
 * int    number of trace ids, then 16 bytes each
 * byte   number of blocks, then for each: byte table, int rows, int length, body
 * int    CRC-32C of everything before
 * </pre>
 */
public final class EnvelopeCodec {
  private static final byte VERSION = 1;
  private static final int FIXED =
      1 + ContentHash.BYTES + 2 * 16 + Long.BYTES + Integer.BYTES + 1 + Integer.BYTES;
  private static final int BLOCK_HEADER = 1 + 2 * Integer.BYTES;

  private EnvelopeCodec() {}

  public static byte[] encode(Envelope envelope) {
    int size = FIXED;
    size = Math.addExact(size, Math.multiplyExact(envelope.traceIds().size(), TraceId.BYTES));
    for (Block block : envelope.blocks()) {
      size = Math.addExact(size, Math.addExact(BLOCK_HEADER, block.body().length));
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put(VERSION);
    out.putLong(envelope.hash().high()).putLong(envelope.hash().low());
    put(out, envelope.workspaceId().value());
    put(out, envelope.projectId().value());
    out.putLong(envelope.acceptedEpochMillis());
    out.putInt(envelope.traceIds().size());
    for (TraceId id : envelope.traceIds()) {
      out.putLong(id.high()).putLong(id.low());
    }
    out.put((byte) envelope.blocks().size());
    for (Block block : envelope.blocks()) {
      out.put((byte) block.table().number()).putInt(block.rows()).putInt(block.body().length);
      out.put(block.body());
    }
    out.putInt(checksum(out.array(), out.position()));
    return out.array();
  }

  /**
   * The envelope of these bytes. Allocates no more than they can hold.
   *
   * @throws EnvelopeFormatException when they are damaged or of a later version
   */
  public static Envelope decode(byte[] bytes) {
    if (bytes.length == 0) {
      throw damaged("empty");
    }
    if (bytes[0] != VERSION) {
      throw new EnvelopeFormatException(
          "envelope version: " + (bytes[0] & 0xff) + " (expected: " + VERSION + ")", true);
    }
    if (bytes.length < FIXED) {
      throw damaged(bytes.length + " bytes (expected: at least " + FIXED + ")");
    }
    int end = bytes.length - Integer.BYTES;
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.getInt(end) != checksum(bytes, end)) {
      throw damaged("checksum does not match");
    }
    in.limit(end).position(1);
    return decode(in);
  }

  private static Envelope decode(ByteBuffer in) {
    ContentHash hash = new ContentHash(in.getLong(), in.getLong());
    WorkspaceId workspaceId = new WorkspaceId(uuid(in));
    ProjectId projectId = new ProjectId(uuid(in));
    long acceptedEpochMillis = in.getLong();
    Set<TraceId> traceIds = traceIds(in);
    List<Block> blocks = blocks(in);
    if (in.hasRemaining()) {
      throw damaged(in.remaining() + " bytes after the last block (expected: none)");
    }
    return new Envelope(hash, workspaceId, projectId, acceptedEpochMillis, blocks, traceIds);
  }

  private static Set<TraceId> traceIds(ByteBuffer in) {
    int count = in.getInt();
    // One more byte follows: the number of blocks.
    if (count < 0 || count > (in.remaining() - 1) / TraceId.BYTES) {
      throw damaged("trace ids: " + count + " (expected: as many as fit)");
    }
    Set<TraceId> ids = HashSet.newHashSet(count);
    for (int i = 0; i < count; i++) {
      long high = in.getLong();
      long low = in.getLong();
      if (high == 0 && low == 0) {
        throw damaged("trace id: all zeros");
      }
      ids.add(new TraceId(high, low));
    }
    return ids;
  }

  private static List<Block> blocks(ByteBuffer in) {
    int count = in.get() & 0xff;
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (in.remaining() < BLOCK_HEADER) {
        throw damaged("block header cut off");
      }
      int number = in.get() & 0xff;
      int rows = in.getInt();
      int length = in.getInt();
      if (rows < 0 || length < 0 || length > in.remaining()) {
        throw damaged("block of " + rows + " rows, " + length + " bytes (expected: what fits)");
      }
      byte[] body = new byte[length];
      in.get(body);
      blocks.add(new Block(table(number), rows, body));
    }
    return blocks;
  }

  private static Table table(int number) {
    try {
      return Table.ofNumber(number);
    } catch (IllegalArgumentException e) {
      throw new EnvelopeFormatException("envelope " + e.getMessage(), true);
    }
  }

  private static void put(ByteBuffer out, UUID id) {
    out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  private static UUID uuid(ByteBuffer in) {
    return new UUID(in.getLong(), in.getLong());
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static EnvelopeFormatException damaged(String what) {
    return new EnvelopeFormatException("damaged envelope: " + what, false);
  }
}
