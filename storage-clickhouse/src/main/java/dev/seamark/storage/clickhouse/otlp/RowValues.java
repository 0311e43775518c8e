package dev.seamark.storage.clickhouse.otlp;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import dev.seamark.storage.clickhouse.RowInput;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of a row that take more than one column, or for which zero means that there is none. */
public final class RowValues {
  /** What {@link #attributes} reads, in its order. */
  public static final String ATTRIBUTES =
      "attributes_string, attributes_int, attributes_double, attributes_bool, attributes_other";

  /** What {@link #scope} reads, in its order. */
  public static final String SCOPE =
      "scope_name, scope_version, scope_schema_url, scope_attributes";

  private RowValues() {}

  public static Map<String, AttributeValue> attributes(RowInput row) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.putAll(row.map(RowInput::string, value -> new AttributeValue.Text(value.string())));
    attributes.putAll(row.map(RowInput::string, value -> new AttributeValue.Int(value.int64())));
    attributes.putAll(row.map(RowInput::string, value -> new AttributeValue.Real(value.float64())));
    attributes.putAll(row.map(RowInput::string, value -> new AttributeValue.Bool(value.bool())));
    attributes.putAll(OtlpJsonReader.attributes(row.string()));
    return attributes;
  }

  public static InstrumentationScope scope(RowInput row) {
    String name = row.string();
    String version = row.string();
    String schemaUrl = row.string();
    return OtlpJsonReader.scope(name, version, schemaUrl, row.string());
  }

  public static @Nullable TraceId traceId(RowInput row) {
    long high = row.bigEndian64();
    long low = row.bigEndian64();
    return high == 0 && low == 0 ? null : new TraceId(high, low);
  }

  public static @Nullable SpanId spanId(RowInput row) {
    long value = row.bigEndian64();
    return value == 0 ? null : new SpanId(value);
  }
}
