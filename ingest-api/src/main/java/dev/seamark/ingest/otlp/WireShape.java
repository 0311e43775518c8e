package dev.seamark.ingest.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a protobuf message are messages themselves, and which are lists of anything else:
 * enough to count both in a body before anything is allocated for them. Two bytes on the wire can
 * become an object of fifty bytes, so the counts, not the length, tell what decoding will cost.
 */
final class WireShape {
  private static final int MAX_DEPTH = 100;

  private @Nullable WireShape[] children = new WireShape[0];
  private Elements[] elements = new Elements[0];

  private WireShape() {}

  /** How the elements of a list that holds no messages come over the wire. */
  private enum Elements {
    /** The field is no such list. */
    NONE,
    VARINTS,
    FOUR_BYTES,
    EIGHT_BYTES,
    TEXTS
  }

  /**
   * What a body holds.
   *
   * @param messages below the outermost one
   * @param elements of lists that hold no messages
   */
  record Count(long messages, long elements) {}

  static WireShape of(Descriptor message) {
    return of(message, new HashMap<>());
  }

  private static WireShape of(Descriptor message, Map<Descriptor, WireShape> known) {
    WireShape shape = known.get(message);
    if (shape == null) {
      shape = new WireShape();
      known.put(message, shape);
      int highest =
          message.getFields().stream().mapToInt(FieldDescriptor::getNumber).max().orElse(0);
      @Nullable WireShape[] children = new WireShape[highest + 1];
      Elements[] elements = new Elements[highest + 1];
      Arrays.fill(elements, Elements.NONE);
      for (FieldDescriptor field : message.getFields()) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
          children[field.getNumber()] = of(field.getMessageType(), known);
        } else if (field.isRepeated()) {
          elements[field.getNumber()] = elements(field.getType());
        }
      }
      shape.children = children;
      shape.elements = elements;
    }
    return shape;
  }

  private static Elements elements(FieldDescriptor.Type type) {
    return switch (type) {
      case DOUBLE, FIXED64, SFIXED64 -> Elements.EIGHT_BYTES;
      case FLOAT, FIXED32, SFIXED32 -> Elements.FOUR_BYTES;
      case INT64, UINT64, INT32, UINT32, SINT32, SINT64, BOOL, ENUM -> Elements.VARINTS;
      case STRING, BYTES -> Elements.TEXTS;
      case MESSAGE, GROUP -> Elements.NONE;
    };
  }

  /**
   * Counts what is below this message. A damaged body is counted as far as it can be read; the
   * parser, which comes next, reports the damage.
   */
  Count count(byte[] body) {
    Cursor cursor = new Cursor(body);
    count(cursor, body.length, 0);
    return new Count(cursor.messages, cursor.elements);
  }

  private void count(Cursor cursor, int end, int depth) {
    while (cursor.position < end) {
      int tag = (int) cursor.varint(end);
      int number = tag >>> 3;
      int wireType = tag & 7;
      Elements kind = number < elements.length ? elements[number] : Elements.NONE;
      if (kind != Elements.NONE && wireType != 2) {
        cursor.elements++; // Lists need not be packed.
      }
      switch (wireType) {
        case 0 -> cursor.varint(end);
        case 1 -> cursor.skip(8, end);
        case 2 -> {
          long length = cursor.varint(end);
          WireShape child = number < children.length ? children[number] : null;
          if (length < 0 || length > end - cursor.position) {
            cursor.skip(length, end);
          } else {
            int childEnd = cursor.position + (int) length;
            if (child != null) {
              cursor.messages++;
              if (depth < MAX_DEPTH) {
                child.count(cursor, childEnd, depth + 1);
              }
            } else {
              cursor.elements += cursor.packed(kind, childEnd);
            }
            cursor.position = childEnd;
          }
        }
        case 5 -> cursor.skip(4, end);
        default -> cursor.position = end; // A group or nonsense: the parser's business.
      }
    }
  }

  private static final class Cursor {
    private final byte[] bytes;
    private int position;
    private long messages;
    private long elements;

    Cursor(byte[] bytes) {
      this.bytes = bytes;
    }

    long varint(int end) {
      long value = 0;
      for (int shift = 0; position < end && shift < 64; shift += 7) {
        byte next = bytes[position++];
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
      position = end;
      return value;
    }

    /** Elements between here and the end. */
    int packed(Elements kind, int end) {
      return switch (kind) {
        case NONE -> 0;
        case TEXTS -> 1;
        case FOUR_BYTES -> (end - position) / 4;
        case EIGHT_BYTES -> (end - position) / 8;
        case VARINTS -> {
          int count = 0;
          for (int i = position; i < end; i++) {
            count += bytes[i] >= 0 ? 1 : 0;
          }
          yield count;
        }
      };
    }

    void skip(long count, int end) {
      position = count < 0 || count > end - position ? end : position + (int) count;
    }
  }
}
