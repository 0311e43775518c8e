package dev.seamark.query.trace;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.page.CursorSigner;
import dev.seamark.core.page.Page;
import dev.seamark.core.page.Seek;
import dev.seamark.core.page.Seek.Direction;
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
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Cursors of traces and spans: direction, start and id of the row that the page begins beside. A
 * cursor belongs to everything that decides which rows there are and in which order; the number of
 * rows and their fields may change from page to page.
 */
final class TraceCursors {
  private static final byte TRACES = 1;
  private static final byte SPANS = 2;

  private final CursorSigner signer;

  TraceCursors(CursorSigner signer) {
    this.signer = signer;
  }

  /** The query at the cursor's place; the query itself without a cursor. */
  TraceQuery at(TraceQuery query, @Nullable String cursor) {
    if (cursor == null) {
      return query;
    }
    ByteBuffer body = open(hash(query), cursor, 1 + 3 * Long.BYTES);
    Direction direction = direction(body.get());
    TracePosition position =
        new TracePosition(body.getLong(), new TraceId(body.getLong(), body.getLong()));
    return query.with(new Seek<>(direction, position));
  }

  /** The query at the cursor's place; the query itself without a cursor. */
  SpanQuery at(SpanQuery query, @Nullable String cursor) {
    if (cursor == null) {
      return query;
    }
    ByteBuffer body = open(hash(query), cursor, 1 + 2 * Long.BYTES);
    Direction direction = direction(body.get());
    SpanPosition position = new SpanPosition(body.getLong(), new SpanId(body.getLong()));
    return query.with(new Seek<>(direction, position));
  }

  PageInfo ofTraces(TraceQuery query, Page<TraceSummary> page) {
    return new PageInfo(
        page.hasNext()
            ? sign(query, Direction.AFTER, TracePosition.of(page.items().getLast()))
            : null,
        page.hasPrevious()
            ? sign(query, Direction.BEFORE, TracePosition.of(page.items().getFirst()))
            : null,
        page.hasNext());
  }

  PageInfo ofSpans(SpanQuery query, Page<Span> page) {
    return new PageInfo(
        page.hasNext()
            ? sign(query, Direction.AFTER, SpanPosition.of(page.items().getLast()))
            : null,
        page.hasPrevious()
            ? sign(query, Direction.BEFORE, SpanPosition.of(page.items().getFirst()))
            : null,
        page.hasNext());
  }

  private String sign(TraceQuery query, Direction direction, TracePosition position) {
    return signer.sign(
        hash(query),
        ByteBuffer.allocate(1 + 3 * Long.BYTES)
            .put(number(direction))
            .putLong(position.startEpochNanos())
            .putLong(position.traceId().high())
            .putLong(position.traceId().low())
            .array());
  }

  private String sign(SpanQuery query, Direction direction, SpanPosition position) {
    return signer.sign(
        hash(query),
        ByteBuffer.allocate(1 + 2 * Long.BYTES)
            .put(number(direction))
            .putLong(position.startEpochNanos())
            .putLong(position.spanId().value())
            .array());
  }

  private ByteBuffer open(byte[] hash, String cursor, int length) {
    byte[] body = signer.open(hash, cursor);
    if (body.length != length) {
      throw new SeamarkException(
          ErrorCode.INVALID_CURSOR, "cursor: " + body.length + " bytes (expected: " + length + ")");
    }
    return ByteBuffer.wrap(body);
  }

  private static byte number(Direction direction) {
    return switch (direction) {
      case AFTER -> 1;
      case BEFORE -> 2;
    };
  }

  private static Direction direction(byte number) {
    return number == 1 ? Direction.AFTER : Direction.BEFORE;
  }

  private static byte[] hash(TraceQuery query) {
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
      out.writeUTF(query.order().name());
    });
  }

  private static byte[] hash(SpanQuery query) {
    return hash(out -> {
      out.writeByte(SPANS);
      out.writeUTF(query.workspaceId().toString());
      out.writeUTF(query.projectId().toString());
      out.writeUTF(query.traceId().toString());
    });
  }

  private static byte[] hash(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try {
      content.write(new DataOutputStream(bytes));
      return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static void number(DataOutputStream out, @Nullable Long value) throws IOException {
    out.writeBoolean(value != null);
    out.writeLong(value == null ? 0 : value);
  }

  private static void text(DataOutputStream out, @Nullable String value) throws IOException {
    byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(value == null ? -1 : bytes.length);
    out.write(bytes);
  }

  /** What a hash is made from. */
  @FunctionalInterface
  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }
}
