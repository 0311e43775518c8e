package dev.seamark.query.otlp;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.seamark.core.span.InstrumentationScope;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The library that recorded telemetry. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Scope")
public record ScopeJson(
    @Schema(example = "io.opentelemetry.http") String name,
    @Schema(example = "1.2.3") String version,
    @Schema(ref = "#/components/schemas/Attributes") Map<String, @Nullable Object> attributes,
    @Schema(example = "0") long droppedAttributesCount,
    @Schema(example = "") String schemaUrl) {

  public static ScopeJson of(InstrumentationScope scope) {
    return new ScopeJson(
        scope.name(),
        scope.version(),
        AttributeJson.of(scope.attributes()),
        Integer.toUnsignedLong(scope.droppedAttributesCount()),
        scope.schemaUrl());
  }
}
