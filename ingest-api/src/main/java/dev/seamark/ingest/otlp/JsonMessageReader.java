package dev.seamark.ingest.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.ingest.body.MemoryBudget;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads OTLP's JSON into protobuf builders, whatever the message: protobuf's JSON mapping with
 * OTLP's differences. Trace and span ids are hex; an id that is not hex becomes one byte, which no
 * id has, so that its record is rejected alone. Unknown members are skipped, {@code null} means
 * absent, names may be in snake case and enums may be spelt out.
 */
final class JsonMessageReader {
  private static final int MAX_MESSAGE_DEPTH = 100;
  private static final Set<String> HEX_FIELDS = Set.of("trace_id", "span_id", "parent_span_id");
  private static final ByteString NO_ID = ByteString.copyFrom(new byte[1]);
  private static final BigInteger MAX_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final FieldDescriptor INT_VALUE =
      AnyValue.getDescriptor().findFieldByNumber(AnyValue.INT_VALUE_FIELD_NUMBER);
  private static final FieldDescriptor DOUBLE_VALUE =
      AnyValue.getDescriptor().findFieldByNumber(AnyValue.DOUBLE_VALUE_FIELD_NUMBER);
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(4 * MAX_MESSAGE_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          // Names come from clients: interning them would let anybody fill the JVM's own table.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final Map<Descriptor, Map<String, FieldDescriptor>> fields = new HashMap<>();

  JsonMessageReader(Descriptor root) {
    collect(root);
  }

  private void collect(Descriptor message) {
    if (fields.containsKey(message)) {
      return;
    }
    Map<String, FieldDescriptor> byName = new HashMap<>();
    fields.put(message, byName);
    for (FieldDescriptor field : message.getFields()) {
      byName.put(field.getJsonName(), field);
      byName.put(field.getName(), field);
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        collect(field.getMessageType());
      }
    }
  }

  /**
   * Reads a whole body into a builder.
   *
   * @throws SeamarkException MALFORMED_PAYLOAD naming line and column, or as the claim throws
   */
  Message read(byte[] body, Message.Builder into, MemoryBudget.Claim claim) {
    claim.add(body.length);
    try (JsonParser parser = JSON.createParser(body)) {
      Reading reading = new Reading(parser, claim);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw reading.malformed("an object");
      }
      reading.message(into, 0);
      if (parser.nextToken() != null) {
        throw reading.malformed("nothing after the object");
      }
      return into.build();
    } catch (StreamConstraintsException e) {
      throw new SeamarkException(
          ErrorCode.MALFORMED_PAYLOAD, "body: JSON beyond a limit: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      // The parser's own message quotes the body, which can be anything.
      throw new SeamarkException(
          ErrorCode.MALFORMED_PAYLOAD, "body: not JSON in UTF-8 (" + firstLine(e) + ")", e);
    }
  }

  private static String firstLine(IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }

  private final class Reading {
    private final JsonParser parser;
    private final MemoryBudget.Claim claim;

    Reading(JsonParser parser, MemoryBudget.Claim claim) {
      this.parser = parser;
      this.claim = claim;
    }

    /** The parser stands on the object's opening brace, and afterwards on the closing one. */
    void message(Message.Builder into, int depth) throws IOException {
      claim.add(RequestDecoder.BYTES_PER_MESSAGE);
      if (depth > MAX_MESSAGE_DEPTH) {
        throw malformed("at most " + MAX_MESSAGE_DEPTH + " messages inside one another");
      }
      Map<String, FieldDescriptor> known = fieldsOf(into.getDescriptorForType());
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        FieldDescriptor field = known.get(parser.currentName());
        JsonToken value = parser.nextToken();
        if (field == null) {
          parser.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
          if (field.isRepeated()) {
            repeated(into, field, depth);
          } else {
            FieldDescriptor fitting = fitting(field);
            into.setField(fitting, value(into, fitting, depth));
          }
        }
      }
    }

    /**
     * JavaScript exporters write every whole number as an {@code intValue}, 1e300 too. What 64 bits
     * cannot hold is a double, as it is in the same exporters' protobuf.
     */
    private FieldDescriptor fitting(FieldDescriptor field) throws IOException {
      if (!field.equals(INT_VALUE)
          || !parser.currentToken().isNumeric()
          || (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
              && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER)) {
        return field;
      }
      double value = parser.getDoubleValue();
      boolean beyond = value >= 0x1p63 || value < -0x1p63;
      return beyond && Double.isFinite(value) ? DOUBLE_VALUE : field;
    }

    private void repeated(Message.Builder into, FieldDescriptor field, int depth)
        throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw malformed("an array");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == null) {
          throw malformed("the array's end");
        }
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
          claim.add(RequestDecoder.BYTES_PER_ELEMENT);
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
          into.addRepeatedField(field, value(into, field, depth));
        } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
          claim.add(RequestDecoder.BYTES_PER_MESSAGE);
          into.addRepeatedField(field, into.newBuilderForField(field).build());
        }
      }
    }

    private Object value(Message.Builder into, FieldDescriptor field, int depth)
        throws IOException {
      return switch (field.getJavaType()) {
        case MESSAGE -> {
          if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw malformed("an object");
          }
          Message.Builder child = into.newBuilderForField(field);
          message(child, depth + 1);
          yield child.build();
        }
        case STRING -> {
          if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw malformed("a string");
          }
          yield parser.getText();
        }
        case BYTE_STRING -> bytes(field);
        case BOOLEAN -> bool();
        case INT -> intValue(field);
        case LONG -> longValue(field);
        case DOUBLE -> doubleValue();
        case FLOAT -> (float) doubleValue();
        case ENUM -> enumValue(field.getEnumType());
      };
    }

    private ByteString bytes(FieldDescriptor field) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw malformed("a string");
      }
      String text = parser.getText();
      try {
        if (HEX_FIELDS.contains(field.getName())) {
          return text.isEmpty()
              ? ByteString.EMPTY
              : ByteString.copyFrom(HexFormat.of().parseHex(text));
        }
        boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        Base64.Decoder decoder = urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder();
        return ByteString.copyFrom(decoder.decode(text));
      } catch (IllegalArgumentException e) {
        if (HEX_FIELDS.contains(field.getName())) {
          return NO_ID;
        }
        throw malformed("Base64");
      }
    }

    private boolean bool() throws IOException {
      return switch (parser.currentToken()) {
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        default -> throw malformed("true or false");
      };
    }

    private int intValue(FieldDescriptor field) throws IOException {
      BigInteger value = integer();
      boolean unsigned =
          field.getType() == FieldDescriptor.Type.UINT32
              || field.getType() == FieldDescriptor.Type.FIXED32;
      if (value.bitLength() > (unsigned ? 32 : 31) || (unsigned && value.signum() < 0)) {
        throw malformed("an integer of 32 bits");
      }
      return value.intValue();
    }

    private long longValue(FieldDescriptor field) throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
          && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        long value = parser.getLongValue();
        if (value >= 0) {
          return value;
        }
      }
      BigInteger value = integer();
      boolean unsigned =
          field.getType() == FieldDescriptor.Type.UINT64
              || field.getType() == FieldDescriptor.Type.FIXED64;
      boolean fits =
          unsigned
              ? value.signum() >= 0 && value.compareTo(MAX_UNSIGNED) <= 0
              : value.bitLength() <= 63;
      if (!fits) {
        throw malformed("an integer of 64 bits");
      }
      return value.longValue();
    }

    /** An integer as number or string; {@code 1e3} and {@code 1.0} are integers too. */
    private BigInteger integer() throws IOException {
      JsonToken token = parser.currentToken();
      if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
        throw malformed("an integer");
      }
      String text = parser.getText().strip();
      try {
        if (text.length() > 40) {
          throw malformed("an integer");
        }
        BigDecimal decimal = new BigDecimal(text);
        if (Math.abs((long) decimal.scale()) > 40) {
          throw malformed("an integer");
        }
        return decimal.toBigIntegerExact();
      } catch (ArithmeticException | NumberFormatException e) {
        throw malformed("an integer");
      }
    }

    private double doubleValue() throws IOException {
      JsonToken token = parser.currentToken();
      if (token.isNumeric()) {
        return parser.getDoubleValue();
      }
      if (token != JsonToken.VALUE_STRING) {
        throw malformed("a number");
      }
      String text = parser.getText().strip();
      return switch (text) {
        case "NaN" -> Double.NaN;
        case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> {
          try {
            yield Double.parseDouble(text);
          } catch (NumberFormatException e) {
            throw malformed("a number");
          }
        }
      };
    }

    private EnumValueDescriptor enumValue(EnumDescriptor type) throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        EnumValueDescriptor named = type.findValueByName(parser.getText());
        if (named != null) {
          return named;
        }
      }
      BigInteger number = integer();
      if (number.bitLength() > 31) {
        throw malformed("an enum's number");
      }
      return type.findValueByNumberCreatingIfUnknown(number.intValue());
    }

    private Map<String, FieldDescriptor> fieldsOf(Descriptor message) {
      @Nullable Map<String, FieldDescriptor> known = fields.get(message);
      return known == null ? Map.of() : known;
    }

    private SeamarkException malformed(String expected) {
      return new SeamarkException(
          ErrorCode.MALFORMED_PAYLOAD,
          "body: "
              + parser.currentToken()
              + " at line "
              + parser.currentTokenLocation().getLineNr()
              + ", column "
              + parser.currentTokenLocation().getColumnNr()
              + ", "
              + parser.getParsingContext().pathAsPointer()
              + " (expected: "
              + expected
              + ")");
    }
  }
}
