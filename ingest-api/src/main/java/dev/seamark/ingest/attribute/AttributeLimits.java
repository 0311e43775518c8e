package dev.seamark.ingest.attribute;

/**
 * Bounds of one record's attributes.
 *
 * @param maxCount attributes of a span, resource, scope, event or link; further ones are dropped
 * @param maxKeyLength characters; an attribute with a longer key is dropped
 * @param maxValueLength characters of a text, or bytes of a byte string; longer ones are cut
 * @param maxDepth arrays and lists inside one another; what lies deeper becomes empty
 */
public record AttributeLimits(int maxCount, int maxKeyLength, int maxValueLength, int maxDepth) {
  public AttributeLimits {
    requirePositive("maxCount", maxCount);
    requirePositive("maxKeyLength", maxKeyLength);
    requirePositive("maxValueLength", maxValueLength);
    requirePositive("maxDepth", maxDepth);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
    }
  }
}
