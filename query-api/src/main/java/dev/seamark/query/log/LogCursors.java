package dev.seamark.query.log;

import static dev.seamark.query.page.QueryHash.hash;
import static dev.seamark.query.page.QueryHash.number;
import static dev.seamark.query.page.QueryHash.text;

import dev.seamark.core.log.LogEntry;
import dev.seamark.core.log.LogFilter;
import dev.seamark.core.log.LogPosition;
import dev.seamark.core.log.LogQuery;
import dev.seamark.core.log.SearchText;
import dev.seamark.core.page.CursorSigner;
import dev.seamark.core.page.Page;
import dev.seamark.core.page.Seek;
import dev.seamark.query.page.Cursors;
import dev.seamark.query.page.PageInfo;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Cursors of logs: time and id of the record that the page begins beside. */
final class LogCursors {
  private static final byte LOGS = 3;

  private final Cursors<LogPosition> cursors;

  LogCursors(CursorSigner signer) {
    this.cursors = new Cursors<>(signer, new Format());
  }

  /** The query at the cursor's place; the query itself without a cursor. */
  LogQuery at(LogQuery query, @Nullable String cursor) {
    Seek<LogPosition> seek = cursors.open(identity(query), cursor);
    return seek == null ? query : query.with(seek);
  }

  PageInfo of(LogQuery query, Page<LogEntry> page) {
    return cursors.of(identity(query), page, LogEntry::position);
  }

  private static byte[] identity(LogQuery query) {
    LogFilter filter = query.filter();
    return hash(out -> {
      out.writeByte(LOGS);
      out.writeUTF(query.workspaceId().toString());
      out.writeUTF(query.projectId().toString());
      number(out, filter.fromEpochNanos());
      number(out, filter.toEpochNanos());
      text(out, filter.service());
      Integer minSeverity = filter.minSeverityNumber();
      out.writeInt(minSeverity == null ? 0 : minSeverity);
      text(out, filter.traceId() == null ? null : filter.traceId().toString());
      text(out, filter.spanId() == null ? null : filter.spanId().toString());
      SearchText search = filter.search();
      text(out, search == null ? null : search.text());
      out.writeUTF(query.order().name());
    });
  }

  private static final class Format implements Cursors.Format<LogPosition> {
    @Override
    public byte[] write(LogPosition position) {
      return ByteBuffer.allocate(2 * Long.BYTES)
          .putLong(position.epochNanos())
          .putLong(position.recordId())
          .array();
    }

    @Override
    public LogPosition read(ByteBuffer from) {
      return new LogPosition(from.getLong(), from.getLong());
    }
  }
}
