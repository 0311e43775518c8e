package dev.seamark.storage.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowInputTest {

  @Test
  void values_inPiecesOfAnySize() throws IOException {
    byte[] row = {3, 'a', 'b', 'c', 1, 2, 3, 4, 5, 6, 7, 8, (byte) 0xff, 2, 1, 'x', 1, 'y'};
    byte[] rows = new byte[row.length * 10_000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row[i % row.length];
    }
    for (int piece : new int[] {1, 7, 4096, rows.length}) {
      RowInput input = new RowInput(pieces(rows, piece));
      int count = 0;
      while (input.hasMore()) {
        assertThat(input.string()).isEqualTo("abc");
        assertThat(input.int64()).isEqualTo(0x0807060504030201L);
        assertThat(input.uint8()).isEqualTo(255);
        assertThat(input.list(RowInput::string)).containsExactly("x", "y");
        count++;
      }
      assertThat(count).isEqualTo(10_000);
    }
  }

  @Test
  void string_longerThanTheBuffer() throws IOException {
    byte[] text = new byte[300_000];
    Arrays.fill(text, (byte) 'z');
    byte[] stream = new byte[text.length + 3];
    stream[0] = (byte) ((text.length & 0x7f) | 0x80);
    stream[1] = (byte) (((text.length >> 7) & 0x7f) | 0x80);
    stream[2] = (byte) (text.length >> 14);
    System.arraycopy(text, 0, stream, 3, text.length);
    RowInput input = new RowInput(new ByteArrayInputStream(stream));

    assertThat(input.string()).hasSize(text.length).containsOnlyOnce("z".repeat(text.length));
    assertThat(input.hasMore()).isFalse();
  }

  @Test
  void value_cutOff() {
    RowInput input = new RowInput(new ByteArrayInputStream(new byte[] {5, 'a'}));

    assertThatThrownBy(input::string)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the result ends within a row");
  }

  @Test
  void length_absurd() {
    byte[] huge = {-1, -1, -1, -1, 0x0f};

    assertThatThrownBy(() -> new RowInput(new ByteArrayInputStream(huge)).string())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("do columns and mapper agree?");
  }

  @Test
  void tail_afterTheEnd() throws IOException {
    byte[] stream =
        ("x".repeat(200_000) + "Code: 1. DB::Exception: end").getBytes(StandardCharsets.UTF_8);
    RowInput input = new RowInput(pieces(stream, 100));
    while (input.hasMore()) {
      input.int8();
    }

    assertThat(input.tail()).endsWith("Code: 1. DB::Exception: end");
  }

  /** A stream that gives a few bytes at a time. */
  private static InputStream pieces(byte[] bytes, int piece) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, piece));
      }
    };
  }
}
