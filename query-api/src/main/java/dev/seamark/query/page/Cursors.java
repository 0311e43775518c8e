package dev.seamark.query.page;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.page.CursorSigner;
import dev.seamark.core.page.Page;
import dev.seamark.core.page.Seek;
import dev.seamark.core.page.Seek.Direction;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cursors of one kind of list: direction and position of the row that the page begins beside. A
 * cursor belongs to everything that decides which rows there are and in which order; the number of
 * rows and their fields may change from page to page.
 */
public final class Cursors<P> {
  /** Positions as bytes. */
  public interface Format<P> {
    byte[] write(P position);

    /**
     * What was written.
     *
     * @throws java.nio.BufferUnderflowException for bytes that are too few
     */
    P read(ByteBuffer from);
  }

  private final CursorSigner signer;
  private final Format<P> format;

  public Cursors(CursorSigner signer, Format<P> format) {
    this.signer = signer;
    this.format = format;
  }

  /**
   * The place of a cursor, {@code null} without one.
   *
   * @param queryHash of the query that the cursor has to belong to
   */
  public @Nullable Seek<P> open(byte[] queryHash, @Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(signer.open(queryHash, cursor));
    try {
      Direction direction = bytes.get() == 1 ? Direction.AFTER : Direction.BEFORE;
      return new Seek<>(direction, format.read(bytes));
    } catch (BufferUnderflowException e) {
      throw new SeamarkException(
          ErrorCode.INVALID_CURSOR,
          "cursor: too short (expected: next_cursor or previous_cursor of the same query)",
          e);
    }
  }

  /** The cursors beside a page. */
  public <T> PageInfo of(byte[] queryHash, Page<T> page, Function<T, P> position) {
    return new PageInfo(
        page.hasNext()
            ? sign(queryHash, Direction.AFTER, position.apply(page.items().getLast()))
            : null,
        page.hasPrevious()
            ? sign(queryHash, Direction.BEFORE, position.apply(page.items().getFirst()))
            : null,
        page.hasNext());
  }

  private String sign(byte[] queryHash, Direction direction, P position) {
    byte number =
        switch (direction) {
          case AFTER -> 1;
          case BEFORE -> 2;
        };
    byte[] bytes = format.write(position);
    return signer.sign(
        queryHash, ByteBuffer.allocate(1 + bytes.length).put(number).put(bytes).array());
  }
}
