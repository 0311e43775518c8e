package dev.seamark.query.trace;

import static dev.seamark.query.page.QueryHash.hash;
import static dev.seamark.query.page.QueryHash.number;
import static dev.seamark.query.page.QueryHash.text;

import dev.seamark.core.page.CursorSigner;
import dev.seamark.core.page.Page;
import dev.seamark.core.page.Seek;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.SpanPosition;
import dev.seamark.core.trace.SpanQuery;
import dev.seamark.core.trace.TraceFilter;
import dev.seamark.core.trace.TracePosition;
import dev.seamark.core.trace.TraceQuery;
import dev.seamark.core.trace.TraceSummary;
import dev.seamark.query.page.Cursors;
import dev.seamark.query.page.PageInfo;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Cursors of traces and spans: start and id of the row that the page begins beside. */
final class TraceCursors {
  private static final byte TRACES = 1;
  private static final byte SPANS = 2;

  private final Cursors<TracePosition> traces;
  private final Cursors<SpanPosition> spans;

  TraceCursors(CursorSigner signer) {
    this.traces = new Cursors<>(signer, new TraceFormat());
    this.spans = new Cursors<>(signer, new SpanFormat());
  }

  /** The query at the cursor's place; the query itself without a cursor. */
  TraceQuery at(TraceQuery query, @Nullable String cursor) {
    Seek<TracePosition> seek = traces.open(identity(query), cursor);
    return seek == null ? query : query.with(seek);
  }

  /** The query at the cursor's place; the query itself without a cursor. */
  SpanQuery at(SpanQuery query, @Nullable String cursor) {
    Seek<SpanPosition> seek = spans.open(identity(query), cursor);
    return seek == null ? query : query.with(seek);
  }

  PageInfo ofTraces(TraceQuery query, Page<TraceSummary> page) {
    return traces.of(identity(query), page, TracePosition::of);
  }

  PageInfo ofSpans(SpanQuery query, Page<Span> page) {
    return spans.of(identity(query), page, SpanPosition::of);
  }

  private static byte[] identity(TraceQuery query) {
    TraceFilter filter = query.filter();
    return hash(out -> {
      out.writeByte(TRACES);
      out.writeUTF(query.workspaceId().toString());
      out.writeUTF(query.projectId().toString());
      number(out, filter.fromEpochNanos());
      number(out, filter.toEpochNanos());
      text(out, filter.service());
      text(out, filter.name());
      out.writeInt(filter.statuses().size());
      for (StatusCode status : filter.statuses()) {
        out.writeUTF(status.name());
      }
      number(out, filter.minDurationNanos());
      number(out, filter.maxDurationNanos());
      text(out, filter.session());
      text(out, filter.user());
      text(out, filter.tag());
      text(out, filter.model());
      text(out, filter.environment());
      out.writeUTF(query.order().name());
    });
  }

  private static byte[] identity(SpanQuery query) {
    return hash(out -> {
      out.writeByte(SPANS);
      out.writeUTF(query.workspaceId().toString());
      out.writeUTF(query.projectId().toString());
      out.writeUTF(query.traceId().toString());
    });
  }

  private static final class TraceFormat implements Cursors.Format<TracePosition> {
    @Override
    public byte[] write(TracePosition position) {
      return ByteBuffer.allocate(3 * Long.BYTES)
          .putLong(position.startEpochNanos())
          .putLong(position.traceId().high())
          .putLong(position.traceId().low())
          .array();
    }

    @Override
    public TracePosition read(ByteBuffer from) {
      return new TracePosition(from.getLong(), new TraceId(from.getLong(), from.getLong()));
    }
  }

  private static final class SpanFormat implements Cursors.Format<SpanPosition> {
    @Override
    public byte[] write(SpanPosition position) {
      return ByteBuffer.allocate(2 * Long.BYTES)
          .putLong(position.startEpochNanos())
          .putLong(position.spanId().value())
          .array();
    }

    @Override
    public SpanPosition read(ByteBuffer from) {
      return new SpanPosition(from.getLong(), new SpanId(from.getLong()));
    }
  }
}
