package dev.seamark.core.span;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What produced telemetry: a service instance with its attributes.
 *
 * @param schemaUrl empty when the client named none
 */
public record Resource(
    Map<String, AttributeValue> attributes, int droppedAttributesCount, String schemaUrl) {
  public static final String UNKNOWN_SERVICE = "unknown_service";

  public Resource {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** A resource of which nothing but the service's name is known. */
  public static Resource ofService(String serviceName) {
    return new Resource(Map.of("service.name", new AttributeValue.Text(serviceName)), 0, "");
  }

  /** {@code service.name}, or {@link #UNKNOWN_SERVICE}. */
  public String serviceName() {
    return attributes.get("service.name") instanceof AttributeValue.Text(String name)
            && !name.isEmpty()
        ? name
        : UNKNOWN_SERVICE;
  }
}
