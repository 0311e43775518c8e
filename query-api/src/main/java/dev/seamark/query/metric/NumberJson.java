package dev.seamark.query.metric;

import dev.seamark.core.metric.MetricNumber;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.query.otlp.AttributeJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Numbers as JSON, each told from every other one, as numbers among attributes are. */
final class NumberJson {
  private static final long MAX_SAFE = (1L << 53) - 1;

  private NumberJson() {}

  static Object of(MetricNumber number) {
    return switch (number) {
      case MetricNumber.Int(long value) -> of(new AttributeValue.Int(value));
      case MetricNumber.Real(double value) -> real(value);
    };
  }

  static Object real(double value) {
    return of(new AttributeValue.Real(value));
  }

  static @Nullable Object optional(@Nullable Double value) {
    return value == null ? null : real(value);
  }

  static List<Object> reals(List<Double> values) {
    return values.stream().map(NumberJson::real).toList();
  }

  /** An unsigned count. */
  static Object count(long value) {
    return value < 0 || value > MAX_SAFE
        ? Map.of("int", Long.toUnsignedString(value))
        : (Object) value;
  }

  static List<Object> counts(List<Long> values) {
    return values.stream().map(NumberJson::count).toList();
  }

  private static Object of(AttributeValue value) {
    return Objects.requireNonNull(AttributeJson.of(value));
  }
}
