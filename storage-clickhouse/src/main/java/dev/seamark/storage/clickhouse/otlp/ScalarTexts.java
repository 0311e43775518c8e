package dev.seamark.storage.clickhouse.otlp;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.MapColumn;
import dev.seamark.storage.clickhouse.block.StringColumn;
import java.util.Map;

/** A map column with the scalars among attributes as text, whatever their type. */
public final class ScalarTexts {
  private final MapColumn<StringColumn, StringColumn> column;

  public ScalarTexts(String name) {
    column = new MapColumn<>(name, new StringColumn("key"), new StringColumn("value"));
  }

  public Column column() {
    return column;
  }

  public void add(Map<String, AttributeValue> attributes) {
    for (Map.Entry<String, AttributeValue> entry : attributes.entrySet()) {
      switch (entry.getValue()) {
        case AttributeValue.Text(String text) -> scalar(entry.getKey(), text);
        case AttributeValue.Int(long number) -> scalar(entry.getKey(), Long.toString(number));
        case AttributeValue.Real(double number) -> scalar(entry.getKey(), Double.toString(number));
        case AttributeValue.Bool(boolean bool) -> scalar(entry.getKey(), Boolean.toString(bool));
        case AttributeValue.Array _,
            AttributeValue.Bytes _,
            AttributeValue.Empty _,
            AttributeValue.KeyValues _ -> {}
      }
    }
    column.endRow();
  }

  private void scalar(String key, String value) {
    column.keys().add(key);
    column.values().add(value);
  }
}
