package dev.seamark.ingest.attribute;

import com.google.protobuf.ByteString;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.ingest.otlp.Rejections;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Maps OTLP attributes within limits. What is dropped or cut is counted, its record kept. */
public final class AttributeMapper {
  private static final AttributeValue TRUE = new AttributeValue.Bool(true);
  private static final AttributeValue FALSE = new AttributeValue.Bool(false);

  private final AttributeLimits limits;

  public AttributeMapper(AttributeLimits limits) {
    this.limits = limits;
  }

  /**
   * The attributes in the order they were sent; of two with the same key the last one counts.
   *
   * @param droppedByClient dropped count as sent; ours is added to it
   */
  public Attributes map(List<KeyValue> sent, int droppedByClient, Rejections rejections) {
    if (sent.isEmpty()) {
      return new Attributes(Map.of(), droppedByClient);
    }
    Map<String, AttributeValue> kept =
        LinkedHashMap.newLinkedHashMap(Math.min(sent.size(), limits.maxCount()));
    int dropped = 0;
    for (KeyValue attribute : sent) {
      String key = attribute.getKey();
      if (key.isEmpty() || key.length() > limits.maxKeyLength()) {
        dropped++;
        rejections.cut("attribute_key", keyExpectation());
      } else if (kept.size() >= limits.maxCount() && !kept.containsKey(key)) {
        dropped++;
        rejections.cut(
            "attribute_count", "a record with more than " + limits.maxCount() + " attributes");
      } else {
        kept.put(key, value(attribute.getValue(), rejections));
      }
    }
    return new Attributes(kept, droppedCount(droppedByClient, dropped));
  }

  /** A text cut to the limit of values, never inside a character. */
  public String text(String value, Rejections rejections) {
    return text(value, limits.maxValueLength(), rejections);
  }

  /** A text cut to a limit, never inside a character. */
  public String text(String value, int maxLength, Rejections rejections) {
    if (value.length() <= maxLength) {
      return value;
    }
    rejections.cut("value_length", "a text of more than " + maxLength + " characters");
    boolean insidePair = Character.isHighSurrogate(value.charAt(maxLength - 1));
    return value.substring(0, insidePair ? maxLength - 1 : maxLength);
  }

  /** The sum of two dropped counts, both unsigned on the wire; it sticks at its largest value. */
  public static int droppedCount(int byClient, int byUs) {
    long sum = Integer.toUnsignedLong(byClient) + byUs;
    return sum > 0xffff_ffffL ? 0xffff_ffff : (int) sum;
  }

  /** One value, within the limits. */
  public AttributeValue value(AnyValue sent, Rejections rejections) {
    return value(sent, 0, rejections);
  }

  private AttributeValue value(AnyValue sent, int depth, Rejections rejections) {
    if (depth > limits.maxDepth()) {
      rejections.cut("value_depth", "a value nested deeper than " + limits.maxDepth());
      return AttributeValue.Empty.INSTANCE;
    }
    return switch (sent.getValueCase()) {
      case STRING_VALUE -> new AttributeValue.Text(text(sent.getStringValue(), rejections));
      case BOOL_VALUE -> sent.getBoolValue() ? TRUE : FALSE;
      case INT_VALUE -> new AttributeValue.Int(sent.getIntValue());
      case DOUBLE_VALUE -> new AttributeValue.Real(sent.getDoubleValue());
      case BYTES_VALUE -> bytes(sent.getBytesValue(), rejections);
      case ARRAY_VALUE -> {
        List<AttributeValue> values = new ArrayList<>(sent.getArrayValue().getValuesCount());
        for (AnyValue item : sent.getArrayValue().getValuesList()) {
          values.add(value(item, depth + 1, rejections));
        }
        yield new AttributeValue.Array(values);
      }
      case KVLIST_VALUE -> {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        for (KeyValue item : sent.getKvlistValue().getValuesList()) {
          values.put(item.getKey(), value(item.getValue(), depth + 1, rejections));
        }
        yield new AttributeValue.KeyValues(values);
      }
      // An index into a profile's string table, which no span has, is no value here.
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> AttributeValue.Empty.INSTANCE;
    };
  }

  private AttributeValue bytes(ByteString sent, Rejections rejections) {
    ByteString kept = sent;
    if (sent.size() > limits.maxValueLength()) {
      rejections.cut(
          "value_length", "a byte string of more than " + limits.maxValueLength() + " bytes");
      kept = sent.substring(0, limits.maxValueLength());
    }
    return new AttributeValue.Bytes(Base64.getEncoder().encodeToString(kept.toByteArray()));
  }

  private String keyExpectation() {
    return "an attribute with a key that is empty or longer than "
        + limits.maxKeyLength()
        + " characters";
  }

  /**
   * Attributes of one record.
   *
   * @param dropped number of attributes dropped on the way, by the client and by us (unsigned)
   */
  public record Attributes(Map<String, AttributeValue> values, int dropped) {}
}
