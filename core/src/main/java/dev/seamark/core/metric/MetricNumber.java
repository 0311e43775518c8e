package dev.seamark.core.metric;

/** A measured number, in the type it was sent in. */
public sealed interface MetricNumber {

  record Int(long value) implements MetricNumber {}

  record Real(double value) implements MetricNumber {}

  /** The nearest floating point number. */
  default double toDouble() {
    return switch (this) {
      case Int(long value) -> (double) value;
      case Real(double value) -> value;
    };
  }
}
