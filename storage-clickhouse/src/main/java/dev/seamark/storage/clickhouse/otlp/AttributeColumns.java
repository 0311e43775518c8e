package dev.seamark.storage.clickhouse.otlp;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.MapColumn;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import dev.seamark.storage.clickhouse.block.StringColumn;
import java.util.List;
import java.util.Map;

/** The columns of attributes: a map per scalar type, and JSON for what is no scalar. */
public final class AttributeColumns {
  private final MapColumn<StringColumn, StringColumn> texts =
      new MapColumn<>("attributes_string", new StringColumn("key"), new StringColumn("value"));
  private final MapColumn<StringColumn, NumberColumn> ints =
      new MapColumn<>("attributes_int", new StringColumn("key"), NumberColumn.int64("value"));
  private final MapColumn<StringColumn, NumberColumn> doubles =
      new MapColumn<>("attributes_double", new StringColumn("key"), NumberColumn.float64("value"));
  private final MapColumn<StringColumn, NumberColumn> bools =
      new MapColumn<>("attributes_bool", new StringColumn("key"), NumberColumn.bool("value"));
  private final StringColumn others = new StringColumn("attributes_other");
  private final NumberColumn droppedCount = NumberColumn.uint32("dropped_attributes_count");
  private final OtlpJson json;

  public AttributeColumns(OtlpJson json) {
    this.json = json;
  }

  public List<Column> all() {
    return List.of(texts, ints, doubles, bools, others, droppedCount);
  }

  public void add(Map<String, AttributeValue> attributes, int dropped) {
    boolean hasOthers = false;
    for (Map.Entry<String, AttributeValue> entry : attributes.entrySet()) {
      switch (entry.getValue()) {
        case AttributeValue.Text(String text) -> {
          texts.keys().add(entry.getKey());
          texts.values().add(text);
        }
        case AttributeValue.Int(long number) -> {
          ints.keys().add(entry.getKey());
          ints.values().add(number);
        }
        case AttributeValue.Real(double number) -> {
          doubles.keys().add(entry.getKey());
          doubles.values().add(number);
        }
        case AttributeValue.Bool(boolean bool) -> {
          bools.keys().add(entry.getKey());
          bools.values().add(bool);
        }
        case AttributeValue.Array _,
            AttributeValue.Bytes _,
            AttributeValue.Empty _,
            AttributeValue.KeyValues _ ->
            hasOthers = true;
      }
    }
    texts.endRow();
    ints.endRow();
    doubles.endRow();
    bools.endRow();
    others.add(hasOthers ? json.attributes(attributes, AttributeColumns::hasNoColumn) : "");
    droppedCount.add(dropped);
  }

  /** Whether a value of this type is kept as JSON. */
  private static boolean hasNoColumn(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text _,
          AttributeValue.Int _,
          AttributeValue.Real _,
          AttributeValue.Bool _ ->
          false;
      case AttributeValue.Array _,
          AttributeValue.Bytes _,
          AttributeValue.Empty _,
          AttributeValue.KeyValues _ ->
          true;
    };
  }
}
