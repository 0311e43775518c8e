package dev.seamark.core.llm;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.SpanEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chat messages that were recorded as span events, one event a message, as GenAI conventions had it
 * before messages became attributes.
 */
final class EventMessages {
  private static final int MAX_MESSAGES = 1024;
  private static final List<String> WHOLE_MESSAGE = List.of("gen_ai.event.content", "event_body");
  private static final String PREFIX = "gen_ai.";

  private EventMessages() {}

  /** The events of these names in their order, as a JSON list. The events stay events. */
  static Optional<Body> of(List<SpanEvent> events, Set<String> names) {
    StringBuilder out = new StringBuilder("[");
    events.stream()
        .filter(event -> names.contains(event.name()))
        .limit(MAX_MESSAGES)
        .forEach(event -> append(out, event));
    return out.length() == 1
        ? Optional.empty()
        : Optional.of(new Body(out.append(']').toString(), Set.of(), false));
  }

  private static void append(StringBuilder out, SpanEvent event) {
    if (out.length() > 1) {
      out.append(',');
    }
    for (String key : WHOLE_MESSAGE) {
      if (event.attributes().get(key) instanceof AttributeValue.Text(String json)
          && Json.parseObject(json).isPresent()) {
        out.append(json);
        return;
      }
    }
    Map<String, AttributeValue> message = new LinkedHashMap<>();
    role(event.name()).ifPresent(role -> message.put("role", new AttributeValue.Text(role)));
    event
        .attributes()
        .forEach((key, value) ->
            message.put(key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key, value));
    JsonText.append(out, new AttributeValue.KeyValues(message));
  }

  /** {@code gen_ai.user.message} speaks of the user; {@code gen_ai.choice} names no role. */
  private static Optional<String> role(String eventName) {
    return eventName.startsWith(PREFIX) && eventName.endsWith(".message")
        ? Optional.of(
            eventName.substring(PREFIX.length(), eventName.length() - ".message".length()))
        : Optional.empty();
  }
}
