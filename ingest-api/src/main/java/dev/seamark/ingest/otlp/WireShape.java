package dev.seamark.ingest.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a protobuf message are messages themselves: enough to count the messages in a
 * body before anything is allocated for them. Two bytes on the wire can become an object of fifty
 * bytes, so the count, not the length, tells what decoding will cost.
 */
final class WireShape {
  private static final int MAX_DEPTH = 100;

  private @Nullable WireShape[] children = new WireShape[0];

  private WireShape() {}

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
      for (FieldDescriptor field : message.getFields()) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
          children[field.getNumber()] = of(field.getMessageType(), known);
        }
      }
      shape.children = children;
    }
    return shape;
  }

  /**
   * Number of messages below this one. A damaged body is counted as far as it can be read; the
   * parser, which comes next, reports the damage.
   */
  long countMessages(byte[] body) {
    Cursor cursor = new Cursor(body);
    return count(cursor, body.length, 0);
  }

  private long count(Cursor cursor, int end, int depth) {
    long messages = 0;
    while (cursor.position < end) {
      int tag = (int) cursor.varint(end);
      int number = tag >>> 3;
      switch (tag & 7) {
        case 0 -> cursor.varint(end);
        case 1 -> cursor.skip(8, end);
        case 2 -> {
          long length = cursor.varint(end);
          WireShape child = number < children.length ? children[number] : null;
          if (child == null || length < 0 || length > end - cursor.position) {
            cursor.skip(length, end);
          } else {
            int childEnd = cursor.position + (int) length;
            messages++;
            if (depth < MAX_DEPTH) {
              messages += child.count(cursor, childEnd, depth + 1);
            }
            cursor.position = childEnd;
          }
        }
        case 5 -> cursor.skip(4, end);
        default -> cursor.position = end; // A group or nonsense: the parser's business.
      }
    }
    return messages;
  }

  private static final class Cursor {
    private final byte[] bytes;
    private int position;

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

    void skip(long count, int end) {
      position = count < 0 || count > end - position ? end : position + (int) count;
    }
  }
}
