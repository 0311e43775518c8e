package dev.seamark.ingest.attribute;

import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.ingest.attribute.AttributeMapper.Attributes;
import dev.seamark.ingest.otlp.Rejections;

/** Maps the resources and scopes that records of all signals come with. */
public final class ResourceMapper {
  private final AttributeMapper attributes;
  private final int maxNameLength;

  /**
   * A mapper.
   *
   * @param maxNameLength characters of a scope's texts; longer ones are cut
   */
  public ResourceMapper(AttributeMapper attributes, int maxNameLength) {
    this.attributes = attributes;
    this.maxNameLength = maxNameLength;
  }

  public Resource resource(
      io.opentelemetry.proto.resource.v1.Resource sent, String schemaUrl, Rejections rejections) {
    Attributes own =
        attributes.map(sent.getAttributesList(), sent.getDroppedAttributesCount(), rejections);
    return new Resource(own.values(), own.dropped(), attributes.text(schemaUrl, rejections));
  }

  public InstrumentationScope scope(
      io.opentelemetry.proto.common.v1.InstrumentationScope sent,
      String schemaUrl,
      Rejections rejections) {
    Attributes own =
        attributes.map(sent.getAttributesList(), sent.getDroppedAttributesCount(), rejections);
    return new InstrumentationScope(
        attributes.text(sent.getName(), maxNameLength, rejections),
        attributes.text(sent.getVersion(), maxNameLength, rejections),
        own.values(),
        own.dropped(),
        attributes.text(schemaUrl, maxNameLength, rejections));
  }
}
