package dev.seamark.query.otlp;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.seamark.core.span.Resource;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What produced telemetry. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Resource")
public record ResourceJson(
    @Schema(description = "service.name, or unknown_service.", example = "shop") String serviceName,
    @Schema(ref = "#/components/schemas/Attributes") Map<String, @Nullable Object> attributes,
    @Schema(example = "0") long droppedAttributesCount,
    @Schema(example = "") String schemaUrl) {

  public static ResourceJson of(Resource resource) {
    return new ResourceJson(
        resource.serviceName(),
        AttributeJson.of(resource.attributes()),
        Integer.toUnsignedLong(resource.droppedAttributesCount()),
        resource.schemaUrl());
  }
}
