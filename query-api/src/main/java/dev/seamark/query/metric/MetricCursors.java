package dev.seamark.query.metric;

import static dev.seamark.query.page.QueryHash.hash;
import static dev.seamark.query.page.QueryHash.number;
import static dev.seamark.query.page.QueryHash.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.seamark.core.metric.Metric;
import dev.seamark.core.metric.MetricKey;
import dev.seamark.core.metric.MetricKind;
import dev.seamark.core.metric.MetricQuery;
import dev.seamark.core.metric.PointPosition;
import dev.seamark.core.metric.PointQuery;
import dev.seamark.core.metric.StoredPoint;
import dev.seamark.core.metric.Temporality;
import dev.seamark.core.page.CursorSigner;
import dev.seamark.core.page.Page;
import dev.seamark.core.page.Seek;
import dev.seamark.query.page.Cursors;
import dev.seamark.query.page.PageInfo;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Cursors of metrics, which are their keys, and of points: time and series. */
final class MetricCursors {
  private static final byte METRICS = 4;
  private static final byte POINTS = 5;

  private final Cursors<MetricKey> metrics;
  private final Cursors<PointPosition> points;

  MetricCursors(CursorSigner signer) {
    this.metrics = new Cursors<>(signer, new KeyFormat());
    this.points = new Cursors<>(signer, new PointFormat());
  }

  /** The query at the cursor's place; the query itself without a cursor. */
  MetricQuery at(MetricQuery query, @Nullable String cursor) {
    Seek<MetricKey> seek = metrics.open(identity(query), cursor);
    return seek == null ? query : query.with(seek);
  }

  /** The query at the cursor's place; the query itself without a cursor. */
  PointQuery at(PointQuery query, @Nullable String cursor) {
    Seek<PointPosition> seek = points.open(identity(query), cursor);
    return seek == null ? query : query.with(seek);
  }

  PageInfo ofMetrics(MetricQuery query, Page<Metric> page) {
    return metrics.of(identity(query), page, Metric::key);
  }

  PageInfo ofPoints(PointQuery query, Page<StoredPoint> page) {
    return points.of(identity(query), page, StoredPoint::position);
  }

  private static byte[] identity(MetricQuery query) {
    return hash(out -> {
      out.writeByte(METRICS);
      out.writeUTF(query.workspaceId().toString());
      out.writeUTF(query.projectId().toString());
      text(out, query.namePart());
    });
  }

  private static byte[] identity(PointQuery query) {
    return hash(out -> {
      out.writeByte(POINTS);
      out.writeUTF(query.workspaceId().toString());
      out.writeUTF(query.projectId().toString());
      text(out, query.metric());
      number(out, query.filter().fromEpochNanos());
      number(out, query.filter().toEpochNanos());
      text(out, query.filter().service());
      number(out, query.filter().seriesId());
      out.writeUTF(query.order().name());
    });
  }

  private static final class KeyFormat implements Cursors.Format<MetricKey> {
    private static final MetricKind[] KINDS = MetricKind.values();

    @Override
    @SuppressWarnings("EnumOrdinal") // the enums are in the order of stored numbers
    public byte[] write(MetricKey key) {
      byte[] name = key.name().getBytes(UTF_8);
      byte[] unit = key.unit().getBytes(UTF_8);
      return ByteBuffer.allocate(2 * Integer.BYTES + name.length + unit.length + 3)
          .put((byte) key.kind().ordinal())
          .put((byte) key.temporality().ordinal())
          .put((byte) (key.isMonotonic() ? 1 : 0))
          .putInt(name.length)
          .put(name)
          .putInt(unit.length)
          .put(unit)
          .array();
    }

    @Override
    public MetricKey read(ByteBuffer from) {
      MetricKind kind = KINDS[from.get()];
      Temporality temporality = Temporality.of(from.get());
      boolean isMonotonic = from.get() == 1;
      return new MetricKey(string(from), kind, temporality, isMonotonic, string(from));
    }

    private static String string(ByteBuffer from) {
      byte[] bytes = new byte[from.getInt()];
      from.get(bytes);
      return new String(bytes, UTF_8);
    }
  }

  private static final class PointFormat implements Cursors.Format<PointPosition> {
    @Override
    public byte[] write(PointPosition position) {
      return ByteBuffer.allocate(2 * Long.BYTES)
          .putLong(position.epochNanos())
          .putLong(position.seriesId())
          .array();
    }

    @Override
    public PointPosition read(ByteBuffer from) {
      return new PointPosition(from.getLong(), from.getLong());
    }
  }
}
