package dev.seamark.storage.clickhouse.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.Insert;
import dev.seamark.storage.clickhouse.MigratedDatabase;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.RowMapper;
import dev.seamark.storage.clickhouse.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every type goes into the engine as Native and comes out of it as RowBinary unchanged. */
class BlockWriterIT {
  @RegisterExtension static final ClickHouseExtension ENGINE = ClickHouseExtension.create();

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "ascii",
          "\0",
          "\n\t\\'\"",
          "é",
          "€",
          "😀",
          "嵌入",
          "a".repeat(127),
          "a".repeat(128),
          "é".repeat(64),
          "é".repeat(200),
          "x".repeat(100_000),
          "😀".repeat(20_000));

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse clickHouse;

  private final Random random = new Random(5);

  @BeforeAll
  static void open() {
    clickHouse = ClickHouse.writer(MigratedDatabase.settings(ENGINE));
  }

  @AfterAll
  static void close() {
    clickHouse.close();
  }

  @Test
  void string() {
    assertRoundTrip(
        "String", new StringColumn("value"), StringColumn::add, RowInput::string, TEXTS);
  }

  @Test
  void string_intoLowCardinality() {
    assertRoundTrip(
        "LowCardinality(String)",
        new StringColumn("value"),
        StringColumn::add,
        RowInput::string,
        TEXTS);
  }

  @Test
  void string_loneSurrogate() {
    assertThat(
            roundTrip(
                "String",
                new StringColumn("value"),
                StringColumn::add,
                RowInput::string,
                List.of("a\ud800b", "\udc00")))
        .containsExactly("a?b", "?");
  }

  @Test
  void uuid() {
    assertRoundTrip(
        "UUID",
        new UuidColumn("value"),
        UuidColumn::add,
        RowInput::uuid,
        List.of(new UUID(0, 0), new UUID(-1, -1), new UUID(1, Long.MIN_VALUE), UUID.randomUUID()));
  }

  @Test
  void fixedString() {
    assertRoundTrip(
        "FixedString(8)",
        new FixedStringColumn("value", 8),
        FixedStringColumn::add,
        RowInput::bigEndian64,
        List.of(0L, -1L, 0x0102030405060708L, Long.MIN_VALUE));
    assertThat(ENGINE.execute("SELECT lower(hex(value)) FROM round_trip WHERE number = 2"))
        .isEqualTo("0102030405060708\n");
    assertRoundTrip(
        "FixedString(16)",
        new FixedStringColumn("value", 16),
        (column, id) -> column.add(id.getMostSignificantBits(), id.getLeastSignificantBits()),
        row -> new UUID(row.bigEndian64(), row.bigEndian64()),
        List.of(new UUID(0, 0), UUID.randomUUID(), new UUID(Long.MAX_VALUE, 1)));
  }

  @Test
  void integers() {
    BiConsumer<NumberColumn, Long> add = NumberColumn::add;
    assertRoundTrip(
        "Int8",
        NumberColumn.int8("value"),
        add,
        row -> (long) row.int8(),
        List.of(-128L, 0L, 127L));
    assertRoundTrip(
        "UInt8", NumberColumn.uint8("value"), add, row -> (long) row.uint8(), List.of(0L, 255L));
    assertRoundTrip(
        "Int16",
        NumberColumn.int16("value"),
        add,
        row -> (long) (short) row.uint16(),
        List.of(-32_768L, 32_767L));
    assertRoundTrip(
        "UInt16",
        NumberColumn.uint16("value"),
        add,
        row -> (long) row.uint16(),
        List.of(0L, 65_535L));
    assertRoundTrip(
        "Int32",
        NumberColumn.int32("value"),
        add,
        row -> (long) row.int32(),
        List.of((long) Integer.MIN_VALUE, -1L, (long) Integer.MAX_VALUE));
    assertRoundTrip(
        "UInt32", NumberColumn.uint32("value"), add, RowInput::uint32, List.of(0L, 0xffff_ffffL));
    assertRoundTrip(
        "Int64",
        NumberColumn.int64("value"),
        add,
        RowInput::int64,
        List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE));
    assertRoundTrip("UInt64", NumberColumn.uint64("value"), add, RowInput::int64, List.of(0L, -1L));
  }

  @Test
  void floats() {
    assertRoundTrip(
        "Float64",
        NumberColumn.float64("value"),
        NumberColumn::add,
        RowInput::float64,
        List.of(
            0.0,
            -0.0,
            0.1,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.NEGATIVE_INFINITY));
    assertRoundTrip(
        "Float32",
        NumberColumn.float32("value"),
        NumberColumn::add,
        row -> (double) row.float32(),
        List.of(0.5, -0.0, (double) Float.MAX_VALUE, Double.NaN));
  }

  @Test
  void bool() {
    assertRoundTrip(
        "Bool",
        NumberColumn.bool("value"),
        NumberColumn::add,
        RowInput::bool,
        List.of(true, false));
  }

  @Test
  void int8_intoEnum() {
    assertRoundTrip(
        "Enum8('unset' = 0, 'ok' = 1, 'error' = 2)",
        NumberColumn.int8("value"),
        NumberColumn::add,
        row -> (long) row.int8(),
        List.of(0L, 1L, 2L));
  }

  @Test
  void times() {
    assertRoundTrip(
        "DateTime64(9, 'UTC')",
        NumberColumn.nanoseconds("value"),
        NumberColumn::add,
        RowInput::int64,
        List.of(0L, 1L, -1L, 1_763_640_000_123_456_789L, Long.MAX_VALUE));
    assertThat(
            ENGINE.execute(
                "SELECT max(value) FROM round_trip WHERE value < toDateTime('2100-01-01')"))
        .isEqualTo("2025-11-20 12:00:00.123456789\n");
    assertRoundTrip(
        "DateTime('UTC')",
        NumberColumn.seconds("value"),
        NumberColumn::add,
        RowInput::uint32,
        List.of(0L, 1_763_640_000L, 0xffff_ffffL));
  }

  @Test
  void array() {
    List<List<String>> values =
        List.of(List.of(), TEXTS, List.of(""), List.of("a", "a", "b"), List.of());
    BiConsumer<ArrayColumn<StringColumn>, List<String>> add =
        (column, texts) -> {
          texts.forEach(column.elements()::add);
          column.endRow();
        };
    RowMapper<List<String>> mapper = row -> row.list(RowInput::string);
    assertRoundTrip(
        "Array(LowCardinality(String))",
        new ArrayColumn<>("value", new StringColumn("element")),
        add,
        mapper,
        values);
  }

  @Test
  void map() {
    List<Map<String, Long>> values = List.of(Map.of(), Map.of("", 0L), numbers(), Map.of("é", -1L));
    BiConsumer<MapColumn<StringColumn, NumberColumn>, Map<String, Long>> add =
        (column, numbers) -> {
          numbers.forEach((key, value) -> {
            column.keys().add(key);
            column.values().add(value);
          });
          column.endRow();
        };
    RowMapper<Map<String, Long>> mapper = row -> row.map(RowInput::string, RowInput::int64);
    assertRoundTrip(
        "Map(String, Int64)",
        new MapColumn<>("value", new StringColumn("key"), NumberColumn.int64("value")),
        add,
        mapper,
        values);
  }

  @Test
  void manyRows() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      texts.add(TEXTS.get(random.nextInt(13)) + i);
    }
    assertRoundTrip(
        "String", new StringColumn("value"), StringColumn::add, RowInput::string, texts);
  }

  /** Two frames of one insert: the first one lacks a column, the second one has one too many. */
  @Test
  void frames_withOtherColumns() {
    ENGINE.execute("DROP TABLE IF EXISTS round_trip");
    ENGINE.execute(
        "CREATE TABLE round_trip (n UInt64, s String DEFAULT 'none') ENGINE = MergeTree ORDER BY n");
    try (BlockWriter writer = new BlockWriter()) {
      NumberColumn number = NumberColumn.uint64("n");
      number.add(1);
      byte[] older = writer.write(List.of(number));
      number.add(2);
      StringColumn text = new StringColumn("s");
      text.add("two");
      NumberColumn unknown = NumberColumn.bool("unknown");
      unknown.add(true);
      byte[] newer = writer.write(List.of(number, text, unknown));
      clickHouse.insert(new Insert("test", "round_trip", "token", List.of(older, newer)));
    }
    assertThat(ENGINE.execute("SELECT n, s FROM round_trip ORDER BY n"))
        .isEqualTo("1\tnone\n2\ttwo\n");
  }

  @Test
  void write_columnsOfDifferentLength() {
    try (BlockWriter writer = new BlockWriter()) {
      NumberColumn one = NumberColumn.uint64("one");
      one.add(1);
      assertThatThrownBy(() -> writer.write(List.of(one, new StringColumn("none"))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("none: 0 rows (expected: 1)");
    }
  }

  private Map<String, Long> numbers() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      numbers.put("key." + i, random.nextLong());
    }
    return new HashMap<>(numbers);
  }

  private static <C extends Column, T> void assertRoundTrip(
      String type, C column, BiConsumer<C, T> add, RowMapper<T> mapper, List<T> values) {
    assertThat(roundTrip(type, column, add, mapper, values)).isEqualTo(values);
  }

  private static <C extends Column, T> List<T> roundTrip(
      String type, C column, BiConsumer<C, T> add, RowMapper<T> mapper, List<T> values) {
    ENGINE.execute("DROP TABLE IF EXISTS round_trip");
    ENGINE.execute(
        "CREATE TABLE round_trip (number UInt64, value %s) ENGINE = MergeTree ORDER BY number"
            .formatted(type));
    NumberColumn number = NumberColumn.uint64("number");
    for (int i = 0; i < values.size(); i++) {
      number.add(i);
      add.accept(column, values.get(i));
    }
    try (BlockWriter writer = new BlockWriter()) {
      clickHouse.insert(
          new Insert(
              "test",
              "round_trip",
              UUID.randomUUID().toString(),
              List.of(writer.write(List.of(number, column)))));
    }
    return clickHouse.query(
        Statement.of("test", "SELECT value FROM round_trip ORDER BY number"), mapper);
  }
}
